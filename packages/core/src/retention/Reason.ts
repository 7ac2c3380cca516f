/** A reason is one statement of the retention desk: the rule that fired, the facts it read, what would change it. */

/** A fact that a rule read; null when it is unknown. */
export interface ReadFact {
  readonly name: string
  readonly value: string | number | null
}

/** One statement. */
export interface Reason {
  /** Stable, prefixed by its area: `save-desk/cooldown`. */
  readonly rule: string
  /** A sentence that stands alone. */
  readonly says: string
  readonly facts: ReadonlyArray<ReadFact>
  /** What would change the statement; absent where nothing would. */
  readonly otherwise?: string
}

/** A reason from the values of its facts by name. */
export const make = (
  rule: string,
  says: string,
  facts: Readonly<Record<string, string | number | null>>,
  otherwise?: string
): Reason => ({
  rule,
  says,
  facts: Object.entries(facts).map(([name, value]) => ({ name, value })),
  ...(otherwise === undefined ? {} : { otherwise })
})
