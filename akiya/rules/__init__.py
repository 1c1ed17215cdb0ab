"""The hard rules: pure functions on plain values. They import nothing of ours but the words."""
