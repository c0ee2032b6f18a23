"""Pure rules: who sits, quorums and results, by what they are about."""
