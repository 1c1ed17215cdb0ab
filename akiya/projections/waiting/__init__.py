"""受信箱: what waits for staff, worked out from the rows (decision 0009): counting the open ones costs one index."""
