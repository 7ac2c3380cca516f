/** Mailboxes that several people read: info@, sales@. They are proposed by a finding and never turned silently. */
import { normalEmail, type Contact } from "../account/Contact.ts"
import type * as Finding from "../kernel/Finding.ts"
import type { Sourced } from "./Identity.ts"
import * as Unresolved from "./Unresolved.ts"

const shared = new Set(
  [
    "info sales office contact hello hi mail post team support service help helpdesk enquiries enquiry inquiries",
    "admin administrator webmaster postmaster noreply no-reply billing accounting accounts finance invoices orders",
    "purchasing procurement tender tenders logistics marketing press media jobs hr reception secretary",
    "kontakt buero büro zentrale verkauf vertrieb einkauf rechnung rechnungen buchhaltung bewerbung presse sekretariat",
    "zakaz zakupki snab otdel buh buhgalter priemnaya kanc kancelyaria sekretar reklama sbyt prodazhi"
  ].flatMap((line) => line.split(" "))
)

/** Whether an address is by its name a mailbox of several people; numbers behind the name do not matter: sales2@. */
const isShared = (email: string | undefined): boolean => {
  const local = normalEmail(email)?.split("@")[0]
  return local !== undefined && shared.has(local.replace(/[._-]?\d+$/u, ""))
}

/** A note for each person whose address is a mailbox of several people. */
export const check = (contacts: ReadonlyArray<Sourced<Contact>>): ReadonlyArray<Finding.Finding> =>
  contacts
    .filter(({ record }) => record.kind === "person" && isShared(record.email))
    .map(({ provenance, record }) => ({
      severity: "info",
      rule: "import/shared-mailbox",
      message: `the address of contact ${record.id} looks like a mailbox that several people read`,
      advice: "give the contact the kind mailbox, or the person's own address",
      place: Unresolved.placeOf(provenance, "email")
    }))
