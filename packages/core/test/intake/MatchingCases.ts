/** Matching cases with the account and the method expected. All names, numbers and domains are invented. */
import type * as Matching from "../../src/intake/Matching.ts"

const account = (id: string, name: string, rest: Partial<Omit<Account, "id" | "name">> = {}): Account => ({
  id,
  name,
  domains: [],
  ...rest
})
type Account = Matching.Knowledge["accounts"] extends Iterable<infer A> ? A : never

export const accounts: ReadonlyArray<Account> = [
  account("A-01", "Acme Ltd", { taxId: "GB 123-456", domains: ["acme.example", "acme-group.example"] }),
  account("A-02", "Acme GmbH Deutschland", { domains: ["de.acme.example"] }),
  account("A-03", "Brick & Co", { domains: ["brick.co.uk"] }),
  account("A-04", "Twin Werke AG", { domains: ["twin.example"] }),
  account("A-05", "TWIN Werke GmbH", { domains: ["twin.example"] }),
  account("A-06", "Shopfront", { domains: ["gmail.com", "shop.example"] }),
  account("A-07", "Own Branch", { domains: ["own.example"] }),
  account("A-08", "Pages House", { domains: ["pages.github.io"] }),
  account("A-09", "Müller Maschinen", { domains: ["müller.example"], taxId: "DE811111111" }),
  account("A-10", "ООО «Ромашка»", { taxId: "7701234567", domains: ["romashka.example"] }),
  account("A-11", "Северный Путь", {
    legalName: "Публичное акционерное общество «Северный Путь»",
    domains: ["путь.example"]
  }),
  account("A-12", "ИП Берёзкин Пётр Ильич", { taxId: "770987654321" }),
  account("A-13", "Volta S.p.A.", { domains: ["https://www.volta.example/it/"] }),
  account("A-14", "Nordlys A/S", { domains: ["nordlys.example"] }),
  account("A-15", "Société Lumière SARL", { domains: ["lumiere.example"] }),
  account("A-16", "Kowalska Huta Sp. z o.o.", { domains: ["huta.com.pl"], taxId: "PL 521-00-00-000" }),
  account("A-17", "Straße & Söhne KG", {}),
  account("A-18", "Sakura K.K.", { domains: ["sakura.co.jp"] }),
  account("A-19", "Carbon Corp", { domains: ["carbon.com.au"] }),
  account("A-20", "Smørrebrød ApS", {}),
  account("A-21", "Łódź Metal S.A.", {}),
  account("A-22", "Orbit Inc.", {
    legalName: "Orbit Holdings Incorporated",
    domains: ["orbit.example"],
    taxId: "12-3456789"
  }),
  account("A-23", "Orbital LLC", { domains: ["orbital.example"] }),
  account("A-24", "Delta", { domains: ["delta.example"] }),
  account("A-25", "Delta Oy", { domains: ["delta-fi.example"] }),
  account("A-26", "The Anchor Company", { domains: ["anchor.example"] }),
  account("A-27", "O'Neil Tools", {}),
  account("A-28", "АО «Вектор»", { domains: ["vektor.example"] }),
  account("A-29", "Vektor GmbH", { domains: ["vektor-de.example"] }),
  account("A-30", "ТОВ «Каштан»", {}),
  account("A-31", "ТОО «Алтын Дала»", {}),
  account("A-32", "Shared One", { domains: ["hub.shared.example"] }),
  account("A-33", "Shared Two", { domains: ["lab.shared.example"] }),
  account("A-34", "Same Tax East", { taxId: "SK 555 000" }),
  account("A-35", "Same Tax West", { taxId: "SK-555-000" }),
  account("A-36", "Agro", { domains: ["agro.example"] }),
  account("A-37", "Limited", { domains: ["limited.example"] }),
  account("A-38", "Kooperativa a.s.", {}),
  account("A-39", "PT Maju Jaya Tbk", {}),
  account("A-40", "Grupo Azul, S.A. de C.V.", {})
]

export const knowledge: Matching.Knowledge = {
  accounts,
  accountOfAsset: new Map([
    ["line-7", "A-03"],
    ["contract-9", "A-10"],
    ["000123", "A-22"]
  ]),
  accountOfContact: new Map([
    ["anna", "A-01"],
    ["пётр", "A-12"]
  ]),
  excludedDomains: ["own.example", "vendor.example", "Local-Mail.example"]
}

type Case = readonly [clues: Matching.Clues, expected: string]
const names = (expected: string, ...references: ReadonlyArray<string>): ReadonlyArray<Case> =>
  references.map((reference) => [{ reference }, expected])
const mails = (expected: string, ...emails: ReadonlyArray<string>): ReadonlyArray<Case> =>
  emails.map((email) => [{ email }, expected])

/** Clues with what is expected of them: `A-01 by name`, `A-04|A-05 ambiguous by name`, `A-01 proposed by name`, `nobody`. */
export const cases: ReadonlyArray<Case> = [
  // Ids are compared exactly.
  ...names("A-01 by id", "A-01"),
  ...names("A-12 by id", "A-12"),
  ...names("nobody", "a-01", "A-1", "A-99"),
  // Tax ids: signs, spaces, case and the name of the number do not count.
  ...names("A-01 by tax id", "GB123456", "gb 123 456", "GB-123-456", "VAT GB123456", "VAT no. GB 123-456"),
  ...names("A-09 by tax id", "DE811111111", "DE 811 111 111", "USt-IdNr. DE811111111"),
  ...names("A-10 by tax id", "7701234567", "ИНН 7701234567", "ИНН: 77 0123 4567", "INN 7701234567"),
  ...names("A-12 by tax id", "770987654321", "ИНН 770987654321"),
  ...names("A-16 by tax id", "PL5210000000", "NIP PL 521-00-00-000"),
  ...names("A-22 by tax id", "123456789", "EIN 12-3456789", "１２-３４５６７８９"),
  ...names("A-34|A-35 ambiguous by tax id", "SK555000", "sk 555-000"),
  ...names("nobody", "7701234568", "521-00-00-000", "---"),
  // Legal forms in Latin letters.
  ...names(
    "A-03 by name",
    "Brick",
    "Brick & Co",
    "BRICK AND CO.",
    "Brick & Co., Ltd.",
    "brick co limited",
    "Brick und Co"
  ),
  ...names("A-13 by name", "Volta", "Volta SpA", "Volta S.P.A.", "VOLTA S. p. A.", "Volta S.r.l.", "Volta, S.p.A."),
  ...names("A-14 by name", "Nordlys", "Nordlys AS", "Nordlys A/S", "NORDLYS ApS", "Nordlys ASA"),
  ...names(
    "A-15 by name",
    "Société Lumière",
    "SOCIETE LUMIERE",
    "SARL Société Lumière",
    "Societe Lumiere S.A.R.L.",
    "SAS Société Lumière"
  ),
  ...names("A-16 by name", "Kowalska Huta", "Kowalska Huta sp. z o. o.", "KOWALSKA HUTA SP Z OO", "Kowalska Huta S.A."),
  ...names("A-16 by name", "Kowalska Huta Spółka z ograniczoną odpowiedzialnością"),
  ...names(
    "A-17 by name",
    "Strasse & Söhne",
    "Straße und Söhne GmbH & Co. KG",
    "STRASSE SOHNE KG",
    "Straße & Söhne e.K."
  ),
  ...names("A-18 by name", "Sakura", "Sakura Kabushiki Kaisha", "株式会社 Sakura", "Sakura Co., Ltd."),
  ...names(
    "A-19 by name",
    "Carbon",
    "Carbon Corporation",
    "Carbon Pty Ltd",
    "Carbon Proprietary Limited",
    "CARBON, INC."
  ),
  ...names("A-20 by name", "Smorrebrod", "SMØRREBRØD APS", "Smørrebrød A/S"),
  ...names("A-21 by name", "Lodz Metal", "ŁÓDŹ METAL SA", "Łódź Metal Spółka Akcyjna"),
  ...names(
    "A-22 by name",
    "Orbit",
    "Orbit Inc",
    "ORBIT, INC.",
    "Orbit LLP",
    "Orbit plc",
    "Orbit Holdings",
    "Orbit Holdings LLC"
  ),
  ...names("A-23 by name", "Orbital", "Orbital Limited Liability Company", "Orbital, L.L.C.", "The Orbital Company"),
  ...names("A-26 by name", "Anchor", "The Anchor Co.", "Anchor Ltd"),
  ...names("A-27 by name", "ONeil Tools", "O’Neil Tools Ltd", "O'NEIL TOOLS"),
  ...names("A-38 by name", "Kooperativa", "Kooperativa s.r.o.", "KOOPERATIVA, A. S.", "Kooperativa d.o.o."),
  ...names("A-39 by name", "Maju Jaya", "PT. Maju Jaya, Tbk."),
  ...names("A-40 by name", "Grupo Azul", "GRUPO AZUL SA DE CV", "Grupo Azul S. de R.L. de C.V."),
  ...names("A-02 by name", "Acme Deutschland", "Acme Deutschland GmbH", "ACME GmbH Deutschland"),
  ...names("A-01 by name", "Acme", "Acme Inc.", "ACME, Limited", "  acme   ltd  ", "Acme PLC", "Ａｃｍｅ Ltd"),
  ...names(
    "A-09 by name",
    "Muller Maschinen GmbH",
    "MÜLLER MASCHINEN",
    "Müller-Maschinen",
    "Mu\u0308ller Maschinen OHG"
  ),
  ...names("A-37 by name", "Limited"),
  ...names("nobody", "Mueller Maschinen", "Müller", "Acme UK", "Orbi", "Ltd", "GmbH", "", "Kowalska", "Volta Due"),
  ...names("nobody", "Agrocorp", "Coacme", "Brickco"),
  // Legal forms in Cyrillic letters, and as written without a Russian keyboard.
  ...names("A-10 by name", "Ромашка", "ООО Ромашка", 'ООО "РОМАШКА"', "Ромашка, ООО", "ОАО «Ромашка»", "OOO Ромашка"),
  ...names("A-10 by name", "Общество с ограниченной ответственностью «Ромашка»", "ЗАО Ромашка", "Ромашка Лтд"),
  ...names(
    "A-11 by name",
    "ПАО Северный путь",
    "СЕВЕРНЫЙ ПУТЬ",
    "Северный Путь АО",
    "Акционерное общество Северный Путь"
  ),
  ...names("A-11 by name", "Открытое акционерное общество «Северный Путь»", "НАО Северный Путь"),
  ...names(
    "A-12 by name",
    "Берёзкин Пётр Ильич",
    "ИП Березкин Петр Ильич",
    "Индивидуальный предприниматель Берёзкин Пётр Ильич"
  ),
  ...names("A-28 by name", "Вектор", "ПАО Вектор", "ЗАО «ВЕКТОР»", "АО Вектор и Ко"),
  ...names("A-29 by name", "Vektor", "OOO Vektor", "ZAO Vektor", "Vektor AG"),
  ...names("A-30 by name", "Каштан", "ТОВ Каштан", "ПрАТ «Каштан»", "ООО Каштан"),
  ...names("A-31 by name", "Алтын Дала", "АЛТЫН ДАЛА ТОО", "ЖШС Алтын Дала"),
  ...names("nobody", "Ромашка-Юг", "ООО", "ИП Берёзкин", "Северный"),
  // Letters that only look alike: proposed, never assumed.
  ...names("A-03 proposed by name", "Вrick", "Briсk", "BRIСК Ltd"),
  ...names("A-01 proposed by name", "Аcme", "Acmе Ltd", "АСМЕ"),
  ...names("A-22 proposed by name", "Оrbit", "0rbit Inc", "Οrbit"),
  ...names("A-19 proposed by name", "Cаrbon Corp", "Саrbon"),
  ...names("A-10 proposed by name", "ООО Poмашкa", "OОО Pомaшка"),
  ...names("A-04|A-05 proposed by name", "Тwin Werke"),
  ...mails("nobody", "anna@аcme.example", "anna@xn--cme-6cd.example", "bob@acrne.example"),
  // Ties are listed, not decided.
  ...names("A-04|A-05 ambiguous by name", "Twin Werke", "TWIN WERKE SE"),
  ...names("A-24|A-25 ambiguous by name", "Delta", "Delta AG"),
  ...mails("A-04|A-05 ambiguous by e-mail domain", "eve@twin.example", "eve@mail.twin.example"),
  ...mails("A-32|A-33 ambiguous by e-mail domain", "kim@shared.example", "kim@other.shared.example"),
  // Domains: several, subdomains, suffixes of two parts, names in other scripts, web addresses.
  ...mails(
    "A-01 by e-mail domain",
    "anna@acme.example",
    "Anna@ACME.Example",
    "anna@mail.acme.example",
    "a@acme-group.example"
  ),
  ...mails("A-02 by e-mail domain", "anna@de.acme.example", "anna@mail.de.acme.example"),
  ...mails("A-03 by e-mail domain", "bob@brick.co.uk", "bob@sales.brick.co.uk", " bob@brick.co.uk "),
  ...mails("A-16 by e-mail domain", "jan@huta.com.pl", "jan@biuro.huta.com.pl"),
  ...mails("A-18 by e-mail domain", "ken@sakura.co.jp", "ken@tokyo.sakura.co.jp"),
  ...mails("A-19 by e-mail domain", "liz@carbon.com.au"),
  ...mails("A-13 by e-mail domain", "ugo@volta.example", "ugo@www.volta.example"),
  ...mails("A-09 by e-mail domain", "a@müller.example", "a@xn--mller-kva.example", "a@werk.müller.example"),
  ...mails("A-11 by e-mail domain", "info@путь.example"),
  ...mails("A-08 by e-mail domain", "a@pages.github.io"),
  ...mails("A-32 by e-mail domain", "kim@hub.shared.example", "kim@a.hub.shared.example"),
  ...mails("A-24 by e-mail domain", "d@delta.example"),
  ...mails("A-25 by e-mail domain", "d@delta-fi.example"),
  ...mails("nobody", "bob@other.co.uk", "bob@co.uk", "jan@com.pl", "a@other.github.io", "bob@notacme.example"),
  ...mails("nobody", "bob@acme.example.com", "bob@acme", "not an address", "a@localhost", "a@192.0.2.7", ""),
  // Free mail, our own and vendors' domains say nothing.
  ...mails("nobody", "eve@gmail.com", "eve@mail.ru", "eve@yandex.ru", "eve@web.de", "eve@hotmail.co.uk", "eve@qq.com"),
  ...mails("A-06 by e-mail domain", "eve@shop.example"),
  ...mails("nobody", "me@own.example", "me@mail.own.example", "it@vendor.example", "it@support.vendor.example"),
  ...mails("nobody", "eve@local-mail.example"),
  // Assets and contacts lead to their accounts; an id goes before them, a domain and a name after.
  [{ assetId: "line-7" }, "A-03 by asset"],
  [{ assetId: "000123" }, "A-22 by asset"],
  [{ assetId: "123" }, "nobody"],
  [{ contactId: "anna" }, "A-01 by contact"],
  [{ contactId: "пётр" }, "A-12 by contact"],
  [{ contactId: "nobody-known" }, "nobody"],
  [{ assetId: "line-7", contactId: "anna" }, "A-03 by asset"],
  [{ assetId: "gone", contactId: "anna" }, "A-01 by contact"],
  [{ assetId: "line-7", email: "anna@acme.example" }, "A-03 by asset"],
  [{ contactId: "anna", email: "bob@brick.co.uk" }, "A-01 by contact"],
  [{ reference: "A-10", email: "anna@acme.example" }, "A-10 by id"],
  [{ reference: "A-10", assetId: "line-7", contactId: "anna" }, "A-10 by id"],
  [{ reference: "7701234567", assetId: "line-7" }, "A-10 by tax id"],
  [{ reference: "Volta", assetId: "contract-9" }, "A-10 by asset"],
  [{ reference: "Volta", contactId: "anna" }, "A-01 by contact"],
  [{ reference: "Volta", email: "anna@acme.example" }, "A-01 by e-mail domain"],
  [{ reference: "Volta", email: "eve@gmail.com" }, "A-13 by name"],
  [{ reference: "unheard of", email: "ken@sakura.co.jp" }, "A-18 by e-mail domain"],
  [{ reference: "Acme", email: "eve@twin.example" }, "A-04|A-05 ambiguous by e-mail domain"],
  [{ reference: "Аcme", email: "me@own.example" }, "A-01 proposed by name"],
  [{}, "nobody"]
]
