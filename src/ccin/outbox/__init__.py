"""Letters as rows in the transaction they report on, sent by the worker with retries.

Words: letter, recipient.
"""
