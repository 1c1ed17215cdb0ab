"""受信箱: what waits for staff. Open items are a small copy (decision 0009), so that counting them costs one index."""
