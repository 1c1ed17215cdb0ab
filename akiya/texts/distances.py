"""How far apart two places are, in the few words that a person would use."""


def near(metres: float) -> str:
    """8m, 940m, 1.2km, 140km."""
    if metres < 1000:
        return f"{round(metres)}m"
    kilometres = metres / 1000
    return f"{kilometres:.1f}km" if kilometres < 10 else f"{round(kilometres):,}km"
