"""How a fund is shared out by ballots: rules as plain Python, exact, and explained step by step.

Words: ballot, approval, fund, allocation, greedy, equal shares, satisfaction, completion, lot,
share, payment.
"""
