/**
 * What columns of common files are called in English, German and Russian, by kind and field. Only proposals use it; at
 * run time a column is found by the field's own name or by declaration.
 */
import type { KindName } from "./RecordKind.ts"

const account = [
  "customer, customer id, customer no, customer number, customer code, customer name, client",
  "client id, client name, account name, company, company name, company id, buyer",
  "kunde, kundennummer, kunden-nr, kundennr, kundenname, firma, debitor",
  "клиент, код клиента, контрагент, покупатель, заказчик, компания, организация"
].flatMap((line) => line.split(", "))

const owner = ["owner", "manager", "account manager", "sales rep", "salesperson", "sales agent", "betreuer", "менеджер"]

/** Other names of fields. */
export const synonyms: Readonly<Partial<Record<KindName, Readonly<Record<string, ReadonlyArray<string>>>>>> = {
  accounts: {
    id: ["id", ...account.filter((name) => !/name|company$|client$|kunde$|firma|клиент$/u.test(name)), "код"],
    name: ["name", "company name", "company", "account", "account name", "client", "customer", "kunde", "firma"].concat(
      ["kundenname", "firmenname", "наименование", "название", "компания", "клиент"]
    ),
    taxId: ["tax id", "vat id", "vat number", "ust-idnr", "umsatzsteuer-id", "steuernummer", "инн"],
    parentId: ["parent", "parent company", "subsidiary of", "konzern", "muttergesellschaft", "головная компания"],
    industry: ["industry", "sector", "branche", "отрасль"],
    region: ["region", "gebiet", "регион"],
    country: ["country", "land", "office location", "страна"],
    domains: ["domain", "website", "web", "homepage", "webseite", "сайт"],
    employees: ["employees", "headcount", "mitarbeiter", "сотрудников", "численность"],
    annualRevenue: ["annual revenue", "revenue", "turnover", "jahresumsatz", "годовая выручка", "оборот"],
    ownerId: owner
  },
  contacts: {
    id: ["id", "contact no"],
    accountId: account,
    name: ["name", "full name", "contact", "contact name", "ansprechpartner", "фио", "контакт", "имя"],
    email: ["email", "e-mail", "mail", "email address", "e-mail-adresse", "почта", "эл. почта", "электронная почта"],
    phone: ["phone", "phone number", "telephone", "mobile", "telefon", "telefonnummer", "телефон"],
    title: ["title", "job title", "position", "funktion", "должность"],
    country: ["country", "land", "страна"]
  },
  orders: {
    accountId: account,
    orderId: [
      "invoice",
      "invoice no",
      "invoice number",
      "order no",
      "rechnung",
      "rechnungsnummer",
      "belegnummer"
    ].concat(["auftragsnummer", "номер", "номер заказа", "номер документа", "документ"]),
    date: ["date", "day", "invoice date", "order date", "invoicedate", "booking date", "posting date", "datum"].concat([
      "rechnungsdatum",
      "belegdatum",
      "buchungsdatum",
      "дата",
      "дата заказа",
      "дата документа",
      "период"
    ]),
    amount: ["amount", "total", "net amount", "net", "sum", "revenue", "sales", "value", "line total"].concat([
      "betrag",
      "umsatz",
      "netto",
      "nettobetrag",
      "summe",
      "сумма",
      "сумма без ндс",
      "выручка",
      "стоимость"
    ]),
    cost: ["cost", "costs", "cogs", "kosten", "einstand", "wareneinsatz", "себестоимость"],
    product: ["product", "item", "article", "sku", "stock code", "description", "artikel", "produkt", "товар"].concat([
      "номенклатура",
      "артикул",
      "услуга"
    ]),
    channel: ["channel", "vertriebsweg", "kanal", "канал"],
    region: ["region", "country", "gebiet", "land", "регион", "страна"]
  },
  invoices: {
    id: ["invoice", "invoice no", "invoice number", "rechnungsnummer", "номер счета", "номер"],
    accountId: account,
    issuedAt: ["invoice date", "issued", "issue date", "rechnungsdatum", "дата счета", "дата"],
    dueAt: ["due", "due date", "fällig", "fälligkeit", "fällig am", "срок оплаты", "оплатить до"],
    paidAt: ["paid", "paid on", "payment date", "bezahlt am", "zahlungsdatum", "дата оплаты"],
    amount: ["amount", "total", "betrag", "summe", "сумма"]
  },
  opportunities: {
    id: ["id", "deal id", "номер"],
    accountId: account,
    product: ["product", "produkt", "товар"],
    amount: ["amount", "value", "close value", "deal value", "betrag", "сумма", "бюджет"],
    stage: ["stage", "deal stage", "phase", "этап", "стадия"],
    openedAt: ["created", "create date", "engage date", "start date", "erstellt am", "дата создания"],
    closedAt: ["close date", "closed", "closed at", "abschlussdatum", "дата закрытия"],
    lossReason: ["loss reason", "verlustgrund", "причина отказа"],
    ownerId: owner
  },
  cases: {
    accountId: account,
    topic: ["subject", "topic", "betreff", "тема"],
    openedAt: ["created", "created at", "opened", "erstellt am", "дата создания"],
    closedAt: ["closed", "closed at", "geschlossen am", "дата закрытия"],
    severity: ["severity", "priority", "priorität", "приоритет"],
    ownerId: owner
  },
  products: {
    id: ["sku", "article", "product", "artikelnummer", "артикул", "код"],
    name: ["name", "product", "product name", "bezeichnung", "наименование", "номенклатура"],
    series: ["series", "category", "group", "warengruppe", "категория", "группа"],
    listPrice: ["price", "list price", "sales price", "preis", "цена"]
  },
  managers: {
    id: ["id", "name"],
    name: ["name", "manager", "sales agent", "full name", "фио", "менеджер"],
    email: ["email", "e-mail", "почта"]
  }
}
