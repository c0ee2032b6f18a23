"""From an idea to what was learned: rounds, bids, assessment, awards and projects.

Words: work area, round, strand, criterion, bid, partner, contribution, mark, moderation, award,
project, participant, milestone, payment, claim, progress report, change, output.
"""
