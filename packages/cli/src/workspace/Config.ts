/** `abm.yaml`: what a workspace says of itself. Nothing secret stands here; secrets come from the environment. */
import {
  Calendar,
  Contact,
  DeskPolicy,
  Fit,
  MessageBrief,
  Money,
  Policy,
  type RecordKind,
  RetentionPolicy,
  RoleTemplate,
  SavePolicy,
  Source,
  TargetLists,
  WinBackPolicy
} from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const withDefault = <S extends Schema.Top>(schema: S, value: S["Encoded"]) =>
  schema.pipe(Schema.withDecodingDefaultKey(Effect.succeed(value)))

const Address = Schema.String.check(
  Schema.makeFilter((text: string) => Contact.normalEmail(text) !== undefined || "expected an e-mail address")
)

const Country = Schema.String.check(
  Schema.isPattern(/^[A-Z]{2}$/u, {
    message: "expected a country code of two capital letters (ISO 3166-1), such as DE"
  })
)

const isLoopback = (host: string): boolean => host === "localhost" || host === "127.0.0.1" || host === "[::1]"

/** Where `abm serve`, or a server of the host, answers. The address of a link is the right to act: it travels encrypted. */
const LinkBase = Schema.String.check(
  Schema.makeFilter((text: string) => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname))
    return (isSafe && url?.search === "" && url.hash === "") || "expected an address such as https://desk.example.com"
  })
)

/** Who writes, and where an unsubscribe by mail goes. */
const WorkspaceSender = Schema.Struct({
  ...MessageBrief.Sender.fields,
  email: Address.annotate({ description: "address in the From header" }),
  unsubscribe: Address.annotate({ description: "address that takes an unsubscribe by mail" })
})

/** The guard rails, without zone, country and holidays, which the workspace gives elsewhere. */
const WorkspacePolicy = Policy.Policy.mapFields(
  ({ country: _country, holidays: _holidays, timeZone: _timeZone, ...guards }) => guards
)

const Ratio = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))
const Room = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** How the portfolio is analysed. */
const Analysis = Schema.Struct({
  from: Schema.optionalKey(Calendar.Day.annotate({ description: "first day of the window" })),
  to: Schema.optionalKey(Calendar.Day.annotate({ description: "the day after the last of the window" })),
  period: withDefault(Calendar.Period, "month"),
  measure: withDefault(Schema.Literals(["revenue", "profit"]), "revenue"),
  method: withDefault(Schema.Literals(["frequency", "variation"]), "frequency"),
  variation: withDefault(
    Schema.Literals(["stock", "customers"]).annotate({ description: "the threshold set of the method variation" }),
    "stock"
  ),
  level: withDefault(Schema.Literals(["group", "account"]), "group"),
  grossMargin: Schema.optionalKey(
    Ratio.annotate({ description: "gross margin where costs are not known, 0 to 1; without it values are revenue" })
  ),
  key: withDefault(
    Schema.Struct({
      score: withDefault(Ratio.annotate({ description: "the least score of a key account" }), 0.65),
      confidence: withDefault(Ratio.annotate({ description: "the least share of criteria that is known" }), 0.5),
      leastShare: withDefault(Ratio.annotate({ description: "key accounts should bring at least" }), 0.3),
      mostShare: withDefault(Ratio.annotate({ description: "key accounts should bring at most" }), 0.55)
    }),
    {}
  )
})

/** How individually accounts are served. */
const Tiers = Schema.Struct({
  exclude: Schema.optionalKey(
    Schema.NonEmptyString.annotate({ description: "a rule over `account`: who is left out of all tiers" })
  ),
  oneToOne: withDefault(Room.annotate({ description: "accounts of the tier that one manager can carry" }), 10),
  oneToFew: withDefault(Room.annotate({ description: "accounts of the tier that one manager can carry" }), 40)
})

/** Domains that never say whose a person is. */
const Domains = Schema.Struct({
  own: withDefault(Schema.Array(Schema.String), []),
  vendor: withDefault(Schema.Array(Schema.String), []),
  freeMail: withDefault(Schema.Array(Schema.String), [])
})

/** A relay without its login: user and password come with `ABM_SMTP_URL`. */
const Relay = Schema.Struct({
  host: Schema.NonEmptyString,
  port: withDefault(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 65_535 })), 587),
  secure: withDefault(Schema.Boolean.annotate({ description: "TLS from the first byte" }), false)
})

/** Mail is captured until a relay is configured. */
const Courier = Schema.Union([Schema.Literals(["capture", "smtp"]), Relay])

const sourcesOf = (kind: RecordKind.KindName) => {
  const one = Schema.Union([Source.Source, Schema.NonEmptyArray(Source.Source)])
  return Schema.optionalKey(one.annotate({ description: `where ${kind} come from; a file in data/ unless said` }))
}

/** Where each kind of record comes from. */
const Sources = Schema.Struct({
  accounts: sourcesOf("accounts"),
  contacts: sourcesOf("contacts"),
  managers: sourcesOf("managers"),
  products: sourcesOf("products"),
  assets: sourcesOf("assets"),
  orders: Schema.optionalKey(
    Schema.Union([Source.Source, Source.FromOpportunities, Schema.NonEmptyArray(Source.Source)]).annotate({
      description: "where orders come from: files, or won opportunities"
    })
  ),
  invoices: sourcesOf("invoices"),
  opportunities: sourcesOf("opportunities"),
  cases: sourcesOf("cases"),
  promises: sourcesOf("promises"),
  interactions: sourcesOf("interactions"),
  competitors: sourcesOf("competitors"),
  competitorPresence: sourcesOf("competitorPresence"),
  activations: sourcesOf("activations"),
  departures: sourcesOf("departures"),
  plans: sourcesOf("plans"),
  team: sourcesOf("team"),
  facts: sourcesOf("facts"),
  merges: sourcesOf("merges"),
  roles: sourcesOf("roles"),
  rates: Schema.optionalKey(
    Source.RateSource.annotate({ description: "what other currencies were worth, by day; data/rates.csv unless said" })
  )
})

/** The whole of `abm.yaml`. */
export const Config = Schema.Struct({
  name: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "what people call this workspace" })),
  currency: Money.Currency.annotate({ description: "the reporting currency, ISO 4217" }),
  timeZone: Calendar.Zone.annotate({ description: "the reporting zone, such as Europe/Berlin" }),
  locale: withDefault(Schema.Literals(["en", "ru"]), "en").annotate({
    description: "language of reports and of `why`"
  }),
  country: Schema.optionalKey(Country.annotate({ description: "where the sender is at home" })),
  holidays: Schema.optionalKey(
    Schema.Struct({ countries: Schema.NonEmptyArray(Country) }).annotate({
      description: "countries whose public holidays come from the package date-holidays, beside holidays/*.csv"
    })
  ),
  sender: WorkspaceSender,
  policy: withDefault(WorkspacePolicy, {}),
  analysis: withDefault(Analysis, {}),
  fit: withDefault(
    Schema.Array(Fit.Rule).annotate({ description: "rules whose points add up to how well an account suits us" }),
    []
  ),
  tiers: withDefault(Tiers, {}),
  targets: withDefault(
    Schema.Array(TargetLists.TargetList).annotate({ description: "accounts we go for, named or by rule" }),
    []
  ),
  roleTemplates: withDefault(
    RoleTemplate.Templates.annotate({
      description: "how many people of each role selling takes: by product or series, and `standard` for all others"
    }),
    {}
  ),
  retention: withDefault(RetentionPolicy.RetentionPolicy, {}).annotate({
    description: "who is at risk, lost or healthy, and what refusals say"
  }),
  saveDesk: withDefault(SavePolicy.SavePolicy, {}).annotate({
    description: "what is offered to a client that says it leaves"
  }),
  winBack: withDefault(WinBackPolicy.WinBackPolicy, {}).annotate({
    description: "how lost clients are won back"
  }),
  domains: withDefault(Domains, {}),
  ownAccounts: withDefault(
    Schema.Array(Schema.String).annotate({ description: "accounts of our own group: their orders are left out" }),
    []
  ),
  store: withDefault(
    Schema.String.check(
      Schema.makeFilter((text: string) => !text.includes("://") || "a store with a password comes from ABM_STORE")
    ).annotate({ description: "file of the store" }),
    ".abm/state.db"
  ),
  courier: withDefault(Courier, "capture"),
  desk: withDefault(DeskPolicy.DeskPolicy, {}).annotate({ description: "how the managers' desk looks ahead and back" }),
  links: Schema.optionalKey(
    LinkBase.annotate({ description: "where the links in managers' mails lead; without it mails name commands" })
  ),
  sources: withDefault(Sources, {})
})
export type Config = typeof Config.Type
