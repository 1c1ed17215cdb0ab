/**
 * What may be done at once with all that are ticked.
 * @param {string[]} each the doors of each item, apart by spaces
 * @returns {Set<string>} the doors that every item has; none where none is ticked
 */
export function commonSides(each) {
  const [first = new Set(), ...others] = each.map((sides) => new Set(sides.split(" ").filter(Boolean)));
  return new Set([...first].filter((side) => others.every((sides) => sides.has(side))));
}
