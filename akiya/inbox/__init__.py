"""受信箱: what waits for staff. Open items are a small projection (decision 0009): counting them costs one index."""
