/** What the exports of Salesforce call their columns and how they write their values. */
import type { Preset } from "./Preset.ts"

/** A checkbox as reports and data exports write it. */
const optedOut = { "1": "withdrawn", true: "withdrawn", TRUE: "withdrawn", "*": "" }
const stages = { "Closed Won": "won", "Closed Lost": "lost", "*": "open" }
const accountTypes = {
  Customer: "customer",
  "Customer - Direct": "customer",
  "Customer - Channel": "customer",
  Prospect: "prospect",
  "*": ""
}

/** Salesforce: data exports with the names of the API (`StageName`), and reports with their labels (`Stage`). */
export const salesforce: Preset = {
  title: "Salesforce",
  kinds: {
    accounts: {
      columns: {
        id: ["Id", "Account ID", "Account ID 18"],
        name: ["Name", "Account Name"],
        parent: ["ParentId", "Parent Account ID", "Parent Account"],
        domains: ["Website"],
        industry: ["Industry"],
        region: ["BillingState", "Billing State/Province"],
        country: ["BillingCountryCode", "BillingCountry", "Billing Country"],
        employees: ["NumberOfEmployees", "Employees"],
        annualRevenue: ["AnnualRevenue", "Annual Revenue"],
        currency: ["CurrencyIsoCode", "Annual Revenue Currency"],
        status: [
          { column: "Type", values: accountTypes },
          { column: "Account Type", values: accountTypes }
        ],
        owner: ["OwnerId", "Account Owner"],
        updatedAt: ["LastModifiedDate", "Last Modified Date"]
      },
      signs: ["BillingCountry", "BillingCountryCode", "NumberOfEmployees", "Account Owner", "Billing Country"]
    },
    contacts: {
      columns: {
        id: ["Id", "Contact ID", "Contact ID 18"],
        account: ["AccountId", "Account ID", "Account Name"],
        name: [{ join: ["FirstName", "LastName"] }, { join: ["First Name", "Last Name"] }, "Name", "Full Name"],
        email: ["Email"],
        phone: ["Phone", "Business Phone", "MobilePhone", "Mobile"],
        title: ["Title"],
        department: ["Department"],
        reportsTo: ["ReportsToId"],
        country: ["MailingCountryCode", "MailingCountry", "Mailing Country"],
        "consent.status": [
          { column: "HasOptedOutOfEmail", values: optedOut },
          { column: "Email Opt Out", values: optedOut }
        ],
        updatedAt: ["LastModifiedDate", "Last Modified Date"]
      },
      signs: ["HasOptedOutOfEmail", "ReportsToId", "MailingCountry", "MailingCountryCode", "Email Opt Out"]
    },
    opportunities: {
      columns: {
        id: ["Id", "Opportunity ID", "Opportunity ID 18"],
        account: ["AccountId", "Account ID", "Account Name"],
        product: ["Name", "Opportunity Name"],
        amount: ["Amount"],
        currency: ["CurrencyIsoCode", "Amount Currency"],
        stage: ["StageName", "Stage"],
        outcome: [
          { column: "StageName", values: stages },
          { column: "Stage", values: stages }
        ],
        openedAt: ["CreatedDate", "Created Date"],
        closedAt: ["CloseDate", "Close Date"],
        lossReason: ["Loss_Reason__c", "Loss Reason", "Closed Lost Reason"],
        owner: ["OwnerId", "Opportunity Owner"],
        updatedAt: ["LastModifiedDate", "Last Modified Date"]
      },
      signs: ["StageName", "Opportunity Name", "Opportunity Owner", "IsWon"]
    },
    cases: {
      columns: {
        id: ["Id", "Case ID", "CaseNumber", "Case Number"],
        account: ["AccountId", "Account ID", "Account Name"],
        contact: ["ContactId", "Contact ID"],
        topic: ["Subject"],
        kind: [
          {
            column: "Type",
            values: {
              Complaint: "complaint",
              Problem: "complaint",
              Question: "question",
              "Feature Request": "suggestion",
              "": "request",
              "*": "request"
            }
          }
        ],
        severity: [{ column: "Priority", values: { Critical: "high", "": "low" } }],
        openedAt: ["CreatedDate", "Date/Time Opened"],
        closedAt: ["ClosedDate", "Date/Time Closed"],
        owner: ["OwnerId", "Case Owner"],
        updatedAt: ["LastModifiedDate", "Last Modified Date"]
      },
      signs: ["CaseNumber", "Case Number", "Case Owner"]
    },
    orders: {
      columns: {
        id: ["Id", "Order ID"],
        account: ["AccountId", "Account ID", "Account Name"],
        order: ["OrderNumber", "Order Number"],
        date: ["EffectiveDate", "Order Start Date"],
        amount: ["TotalAmount", "Order Amount"],
        currency: ["CurrencyIsoCode", "Order Amount Currency"],
        updatedAt: ["LastModifiedDate", "Last Modified Date"]
      },
      signs: ["OrderNumber", "Order Start Date"]
    }
  }
}
