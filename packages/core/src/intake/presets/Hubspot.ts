/** What the exports of HubSpot call their columns and how they write their values. */
import type { Preset } from "./Preset.ts"

/** HubSpot: exports of companies, contacts, deals and tickets from their lists. Dates are `2026-01-15 10:23`. */
export const hubspot: Preset = {
  title: "HubSpot",
  kinds: {
    accounts: {
      columns: {
        id: ["Record ID", "Record ID - Company", "Company ID"],
        name: ["Company name", "Name"],
        parent: ["Parent Company ID", "Parent company IDs", "Parent Company"],
        domains: ["Company Domain Name", "Website URL"],
        industry: ["Industry"],
        country: ["Country/Region", "Country"],
        employees: ["Number of Employees"],
        annualRevenue: ["Annual Revenue"],
        currency: ["Company currency", "Currency"],
        owner: ["Company owner", "HubSpot Owner"],
        status: [
          {
            column: "Lifecycle Stage",
            values: { Customer: "customer", Evangelist: "customer", "": "", "*": "prospect" }
          }
        ],
        updatedAt: ["Last Modified Date"]
      },
      reading: { split: ";" },
      signs: ["Company Domain Name", "Company owner", "Company name"]
    },
    contacts: {
      columns: {
        id: ["Record ID", "Record ID - Contact", "Contact ID"],
        account: [
          "Associated Company IDs (Primary)",
          "Primary Associated Company ID",
          "Associated Company ID",
          "Associated Company IDs",
          "Primary Company",
          "Associated Company",
          "Company name"
        ],
        name: [{ join: ["First Name", "Last Name"] }],
        email: ["Email"],
        phone: ["Phone Number", "Mobile Phone Number"],
        title: ["Job Title"],
        locale: ["Preferred language"],
        country: ["Country/Region", "Country"],
        "consent.status": [
          {
            column: "Unsubscribed from all email",
            values: { true: "withdrawn", TRUE: "withdrawn", True: "withdrawn", Yes: "withdrawn", "*": "" }
          }
        ],
        updatedAt: ["Last Modified Date"]
      },
      reading: { split: ";" },
      signs: ["Contact owner", "Associated Company", "Unsubscribed from all email", "Lead Status"]
    },
    opportunities: {
      columns: {
        id: ["Record ID", "Record ID - Deal", "Deal ID"],
        account: [
          "Associated Company IDs (Primary)",
          "Associated Company IDs",
          "Primary Company",
          "Associated Company (Primary)",
          "Associated Company"
        ],
        product: ["Deal Name"],
        amount: ["Amount"],
        currency: ["Currency"],
        stage: ["Deal Stage"],
        outcome: [{ column: "Deal Stage", values: { "Closed Won": "won", "Closed Lost": "lost", "*": "open" } }],
        openedAt: ["Create Date"],
        closedAt: ["Close Date"],
        lossReason: ["Closed Lost Reason"],
        owner: ["Deal owner"],
        updatedAt: ["Last Modified Date"]
      },
      reading: { split: ";" },
      signs: ["Deal Stage", "Deal owner", "Deal Name"]
    },
    cases: {
      columns: {
        id: ["Record ID", "Record ID - Ticket", "Ticket ID"],
        account: ["Associated Company IDs (Primary)", "Associated Company IDs", "Associated Company"],
        contact: ["Associated Contact IDs", "Associated Contact"],
        topic: ["Ticket name"],
        kind: [
          {
            column: "Category",
            values: {
              "Product issue": "complaint",
              "Billing issue": "complaint",
              "Feature request": "suggestion",
              "General inquiry": "question",
              "": "request",
              "*": "request"
            }
          }
        ],
        severity: [{ column: "Priority", values: { Urgent: "high", "": "low" } }],
        openedAt: ["Create date"],
        firstResponseAt: ["First agent email response date"],
        closedAt: ["Close date"],
        owner: ["Ticket owner"],
        updatedAt: ["Last modified date"]
      },
      reading: { split: ";" },
      signs: ["Ticket name", "Ticket status", "Ticket owner"]
    }
  }
}
