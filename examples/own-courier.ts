/** How do I send through a relay of my own? A courier is one function that hands over and says what came of it. */
import { Calendar, Courier, type DeliveryOutcome, MessageReview, type MessageBrief } from "@market-of-one/core"
import * as Effect from "effect/Effect"

// #region courier
/** A courier for a message API: it maps each answer of the API to an outcome, and a lost answer to `Indeterminate`. */
const makeCourier = (post: (mail: { readonly to: string; readonly subject: string }) => Promise<number>) =>
  Courier.Courier.of({
    mode: "rehearsal",
    connections: 2,
    deliver: ({ message }) =>
      Effect.promise(async (): Promise<DeliveryOutcome.DeliveryOutcome> => {
        const status = await post({ to: message.to.address, subject: message.subject }).catch(() => 0)
        if (status === 202) return { _tag: "Accepted", response: "202" }
        if (status === 429) return { _tag: "Refused", scope: "host", retryable: true, hard: false, text: "slow down" }
        if (status === 410) return { _tag: "Refused", scope: "recipient", retryable: false, hard: true, text: "gone" }
        return { _tag: "Indeterminate", cause: "no answer came back" }
      })
  })
// #endregion courier

const brief: MessageBrief.MessageBrief = {
  contact: { name: "Mira Holt", roles: [], locale: "en", attributes: {} },
  account: { id: "alder", name: "Alder Tools", attributes: {} },
  group: { id: "alder", name: "Alder Tools" },
  sender: { name: "Nord", company: "Nord Ltd", email: "hello@nord.example", postalAddress: "1 Quay, Port Example" },
  program: { id: "hello", name: "First contact", objective: "acquire" },
  unsubscribe: { mailto: "unsubscribe@nord.example" },
  today: "2026-10-05" as Calendar.Day
}
const reviewed = MessageReview.review(
  {
    templateId: "intro",
    templateHash: "1",
    locale: "en",
    subject: "Hello",
    html: "<p>Hi</p>",
    text: `Hi\n${brief.sender.postalAddress}`
  },
  {
    messageId: "1@nord.example",
    from: { name: "Nord", address: brief.sender.email },
    to: { name: "Mira Holt", address: "mira@alder.example" },
    class: "promotional",
    unsubscribe: brief.unsubscribe,
    feedbackId: "intro:hello:1:nord"
  },
  brief
)
if (!reviewed.ok) throw new Error(reviewed.findings.map((finding) => finding.message).join("; "))

for (const status of [202, 429, 410, undefined]) {
  const courier = makeCourier(() =>
    status === undefined ? Promise.reject(new Error("reset")) : Promise.resolve(status)
  )
  const handOver = { message: reviewed.message, date: Calendar.instant(0), attempt: 1 }
  const outcome = await Effect.runPromise(courier.deliver(handOver))
  console.log(`${status ?? "lost"} → ${JSON.stringify(outcome)}`)
}
