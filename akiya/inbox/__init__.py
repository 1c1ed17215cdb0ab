"""受信箱: what waits for staff. Open items are a small copy (decision 0008), so that counting them costs one index."""
