"""Where things lie: cells and boxes, distances, what is near, and which houses lie in which areas."""
