/**
 * What may be done at once with all that are ticked.
 * @param {string[]} each the ways of each item, apart by spaces
 * @returns {Set<string>} the ways that every item has; none where none is ticked
 */
export function commonWays(each) {
  const [first = new Set(), ...others] = each.map((ways) => new Set(ways.split(" ").filter(Boolean)));
  return new Set([...first].filter((way) => others.every((ways) => ways.has(way))));
}
