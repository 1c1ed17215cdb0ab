"""Where things lie: Morton keys and boxes, distances, what is near, and which houses lie in which areas."""
