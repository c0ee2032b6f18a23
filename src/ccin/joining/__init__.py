"""From the first question about joining to an active member, and whatever leads there.

Words: enquiry, application, applicant, step, condition, welcome list, contact check.
"""
