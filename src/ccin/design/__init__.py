"""The look: components, the form renderer, the page frame, styles, PDF documents.

Words: component, gallery, frame.
"""
