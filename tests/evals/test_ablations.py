"""The abilities that the ablations switch off are where they are said to be."""

from evals.ablations import ABILITIES
from evals.reading import replaced


def test_every_ability_can_be_switched_off_and_on_again() -> None:
    """Each place still holds what it held, once it was replaced."""
    for places in ABILITIES.values():
        for place, value in places.items():
            with replaced(place, value) as before:
                pass
            with replaced(place, value) as again:
                assert again is before, place
