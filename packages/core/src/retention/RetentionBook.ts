/** From a record book to what the retention wing reads: the clients, their orders and the review at a look. */
import * as BookFacts from "../analysis/BookFacts.ts"
import type * as KeyFacts from "../analysis/KeyFacts.ts"
import type * as Review from "../analysis/Review.ts"
import type { RecordBook } from "../intake/RecordBook.ts"
import * as GroupBook from "../market/GroupBook.ts"
import * as AsOf from "./AsOf.ts"
import * as Retention from "./Retention.ts"
import * as RetentionRecords from "./RetentionRecords.ts"

/** What is judged by beside the book. */
export interface Options extends Omit<
  Retention.Input,
  "facts" | "clients" | "groupOf" | "review" | "look" | "grossMargin"
> {
  /** How the portfolio is reviewed; what is left out the book and the defaults say. */
  readonly review?: Omit<Review.Options, "today" | "asOf" | "level">
}

/** What the host says of a client without a date is not known at a past day. */
const asKnown = (facts: KeyFacts.KeyFacts, { day, recordsOn }: AsOf.Look): KeyFacts.KeyFacts =>
  day >= recordsOn || facts.profiles === undefined
    ? facts
    : { ...facts, profiles: facts.profiles.map((profile) => AsOf.without(profile, "isLost", "isProspect")) }

/** Judges the portfolio of a record book. */
export const make = (
  book: RecordBook,
  look: AsOf.Look,
  { review = {}, ...rest }: Options = {}
): Retention.Retention => {
  const facts = BookFacts.ofOrders(book)
  const groupOf = (account: string): string => book.grouping.groupOf.get(account) ?? account
  const keyFacts = review.facts ?? BookFacts.keyFacts(book, look.day)
  const { grossMargin } = review
  return Retention.make({
    ...rest,
    facts,
    clients: [...GroupBook.all(book).values()].map(RetentionRecords.ofBook),
    groupOf,
    review: Retention.reviewAt(facts, look, { groupOf, ...review, facts: asKnown(keyFacts, look) }),
    look,
    ...(grossMargin === undefined ? {} : { grossMargin })
  })
}
