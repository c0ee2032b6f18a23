"""Background work: what is due, what is tried again, what was left half done and is taken up again.

Words: job, run, schedule.
"""
