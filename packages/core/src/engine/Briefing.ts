/** From a queued message and its account market to the brief that its template may use, and the envelope around it. */
import type { Message } from "../delivery/DeliveryState.ts"
import { dayOf, type Instant } from "../kernel/Calendar.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import * as KeyStatus from "../market/KeyStatus.ts"
import type { MessageBrief } from "../message/MessageBrief.ts"
import type { Draft } from "../message/MessageReview.ts"
import * as Offer from "../program/Offer.ts"
import type { Program } from "../program/Program.ts"
import type { SetupShape } from "./Setup.ts"

/** What a message is made from: what the template may use, and to whom it goes. */
export interface Briefing {
  readonly brief: MessageBrief
  readonly envelope: Omit<Draft, "subject" | "html" | "text" | "templateId">
}

/** Leaves out what is undefined or null, so that an unknown fact is absent and never empty. */
const known = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined | null> } => {
  const found: Record<string, unknown> = {}
  for (const name in fields) {
    const value: unknown = fields[name]
    if (value !== undefined && value !== null) found[name] = value
  }
  return found as never
}

/** The offer that a message makes, by the version of the program that it was queued under. */
const offerOf = (message: Message, program: Program): Pick<MessageBrief, "offer"> => {
  const touch = program.plays.flatMap(({ touches }) => touches).find(({ id }) => id === message.touchId)
  const id = touch && Offer.namedBy(touch, program.slots[message.slot]?.variants ?? [], message.variantId)
  const offer = program.offers?.[id ?? ""]
  if (id === undefined || offer === undefined || message.offerEndsOn === null) return {}
  const { kind, percent, product, text, title, value } = offer
  return { offer: { id, kind, title, until: message.offerEndsOn, ...known({ text, product, percent, value }) } }
}

/** The briefing; undefined when the account or the contact is no longer among the records. */
export const make = (
  message: Message,
  market: AccountMarket,
  setup: SetupShape,
  now: Instant
): Briefing | undefined => {
  const { records, segment } = market
  const account = records.accounts.find((one) => one.id === message.accountId)
  const contact = records.contacts.find((one) => one.id === message.contactId)
  const program = setup.definitions.byVersion.get(message.version)?.program
  if (account === undefined || contact?.email === undefined || program === undefined) return undefined
  const { manager } = records
  const { sender, unsubscribe } = setup
  const asManager =
    message.sender === "manager" && manager?.email !== undefined
      ? { name: manager.name, address: manager.email }
      : undefined
  const brief: MessageBrief = {
    contact: {
      name: contact.name,
      roles: contact.roles,
      locale: contact.locale ?? setup.locale,
      attributes: contact.attributes,
      ...known({
        firstName: firstNameOf(contact.attributes),
        title: contact.title,
        department: contact.department,
        country: contact.country
      })
    },
    account: {
      id: account.id,
      name: account.name,
      attributes: account.attributes,
      ...known({
        industry: account.industry,
        region: account.region,
        country: account.country,
        customerSince: account.since,
        abc: segment?.abc,
        xyz: segment?.xyz,
        tier: segment?.tier,
        isKey: KeyStatus.of(market, (at) => at <= now),
        revenue: segment?.measure,
        lastOrderOn: segment?.lastOrderOn,
        silenceDays: segment?.silenceDays,
        usualIntervalDays: segment?.usualIntervalDays
      })
    },
    group: { id: records.groupId, name: records.name },
    ...(manager === null ? {} : { manager: { name: manager.name, ...known({ email: manager.email }) } }),
    sender,
    program: { id: program.id, name: program.name, objective: program.objective },
    ...offerOf(message, program),
    unsubscribe,
    today: dayOf(now, contact.timeZone ?? account.timeZone ?? program.timeZone ?? setup.policy.timeZone)
  }
  return {
    brief,
    envelope: {
      messageId: message.messageId,
      from: { name: asManager?.name ?? sender.name, address: sender.email },
      to: { name: contact.name, address: contact.email },
      class: message.class,
      ...(asManager === undefined ? {} : { replyTo: asManager }),
      ...(message.class === "promotional" ? { unsubscribe } : {}),
      feedbackId: `${message.touchId}:${message.programId}:${message.version}:market-of-one`
    }
  }
}

const firstNameOf = (attributes: Readonly<Record<string, string | number | boolean>>): string | undefined => {
  const name = attributes["firstName"]
  return typeof name === "string" ? name : undefined
}
