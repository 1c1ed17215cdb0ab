"""受信箱: what staff do with what waits. One file a kind says all of it."""
