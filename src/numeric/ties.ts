/*
 * Recall inside a group of equally distant candidates. `less` survivors are
 * strictly nearer than the group, the group has `tie` members of which
 * `relevant` are true neighbours, and the list is cut after `limit`. The three
 * functions tell how many of the group's neighbours get into the list under
 * the luckiest order, the unluckiest, and on average over all orders (the mean
 * of a hypergeometric draw). Their sums over a query's groups bound and centre
 * the recall of every possible way to break ties.
 */

/** How many members of the group get into the list. */
function slotsForGroup(less: number, tie: number, limit: number): number {
  return Math.min(Math.max(limit - less, 0), tie);
}

/** Neighbours of the group within `limit` when ties break in their favour. */
export function bestTies(
  less: number,
  tie: number,
  relevant: number,
  limit: number,
): number {
  return Math.min(relevant, slotsForGroup(less, tie, limit));
}

/** Neighbours of the group within `limit` when ties break against them. */
export function worstTies(
  less: number,
  tie: number,
  relevant: number,
  limit: number,
): number {
  return Math.max(0, relevant - (tie - slotsForGroup(less, tie, limit)));
}

/**
 * Neighbours of the group within `limit` on average over random tie orders;
 * 0 for an empty group.
 */
export function expectedTies(
  less: number,
  tie: number,
  relevant: number,
  limit: number,
): number {
  if (tie === 0) return 0;
  return (relevant * slotsForGroup(less, tie, limit)) / tie;
}
