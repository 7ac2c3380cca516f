/** The document that `abm role list --json` prints: who plays which part, why, and who said what. No address is in it. */
import { Calendar, Contact, type ContactMap, RoleTemplate, RoleVerdict } from "@market-of-one/core"
import * as Schema from "effect/Schema"

const Word = Schema.Struct({
  role: Contact.ContactRole,
  verdict: RoleVerdict.RoleStanding,
  by: Schema.String,
  at: Schema.String,
  reason: Schema.NullOr(Schema.String)
})

const Coverage = Schema.Struct({
  /** `standard`, or the offering that the template is for. */
  template: Schema.String,
  ratio: Schema.NullOr(Schema.Finite),
  roles: Schema.Array(Schema.Struct({ role: Contact.ContactRole, threshold: Schema.Finite, confirmed: Schema.Finite })),
  uncovered: Schema.Array(Contact.ContactRole)
})

/** The document. Instants are ISO 8601; `history` is oldest first. */
export const RoleDocument = Schema.Struct({
  group: Schema.String,
  contacts: Schema.Array(
    Schema.Struct({
      id: Schema.String,
      account: Schema.String,
      name: Schema.String,
      title: Schema.NullOr(Schema.String),
      warmth: Schema.Finite,
      lastOn: Schema.NullOr(Schema.String),
      knownBy: Schema.Array(Schema.String),
      roles: Schema.Array(
        Schema.Struct({ role: Contact.ContactRole, standing: RoleVerdict.RoleStanding, because: Schema.String })
      ),
      history: Schema.Array(Word)
    })
  ),
  /** The general template first, then those of the offerings that are on the table. */
  coverage: Schema.Array(Coverage),
  findings: Schema.Array(
    Schema.Struct({ rule: Schema.String, message: Schema.String, advice: Schema.NullOr(Schema.String) })
  )
})
export type RoleDocument = typeof RoleDocument.Type

const coverageOf = (template: RoleTemplate.RoleTemplate, { ratio, roles, uncovered }: RoleTemplate.Coverage) => ({
  template: template.offering ?? template.id,
  ratio,
  roles,
  uncovered
})

/** The document of a map, with the words said of its members. */
export const encode = (
  map: ContactMap.ContactMap,
  words: ReadonlyMap<string, ReadonlyArray<RoleVerdict.RoleVerdict>>
): typeof RoleDocument.Encoded =>
  Schema.encodeSync(RoleDocument)({
    group: map.groupId,
    contacts: map.members.map(({ accountId, id, knownBy, lastOn, name, roles, title, warmth }) => ({
      id,
      account: accountId,
      name,
      title,
      warmth,
      lastOn,
      knownBy: knownBy.map(({ by }) => by),
      roles,
      history: (words.get(id) ?? []).toSorted(RoleVerdict.inOrder).map(({ at, by, reason, role, verdict }) => ({
        role,
        verdict,
        by,
        at: Calendar.showInstant(at),
        reason: reason ?? null
      }))
    })),
    coverage: [
      coverageOf(map.template, map.coverage),
      ...map.offerings.map(({ coverage, template }) => coverageOf(template, coverage))
    ],
    findings: map.findings.map(({ advice, message, rule }) => ({ rule, message, advice: advice ?? null }))
  })
