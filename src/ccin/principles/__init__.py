"""The Statement of Values and Principles in versions, self-assessments against it, and evidence.

Words: statement, value, principle, self-assessment, evidence.
"""
