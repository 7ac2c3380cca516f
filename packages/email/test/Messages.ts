/** Messages for the tests. All names and addresses are fictional. */
import { Calendar, type Courier, type MessageReview } from "@market-of-one/core"

/** A reviewed message, changed where the test needs it: also in ways that no review would let through. */
export const message = (change: Partial<MessageReview.Draft> = {}): MessageReview.ReviewedMessage =>
  ({
    messageId: "m1.4f2a@mail.example.com",
    from: { name: "Nordwind Supply", address: "news@example.com" },
    to: { name: "Anna Berg", address: "anna.berg@example.org" },
    subject: "Bearings for line 3",
    html: "<p>Dear Anna, the bearings are here.</p>",
    text: "Dear Anna, the bearings are here.\n\n.\nA line with one dot above.\n",
    class: "promotional",
    unsubscribe: { mailto: "unsubscribe@example.com" },
    feedbackId: "winback:v1:touch1:nordwind",
    templateId: "winback",
    ...change
  }) as MessageReview.ReviewedMessage

/** Monday 2 March 2026, 09:00 UTC. */
export const date = Calendar.instant(Date.UTC(2026, 2, 2, 9))

/** A hand-over of that message. */
export const handOver = (change: Partial<MessageReview.Draft> = {}, attempt = 1): Courier.HandOver => ({
  message: message(change),
  date,
  attempt
})
