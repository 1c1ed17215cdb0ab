"""受信箱: the list, the item that is open, what was settled."""
