/** The templates of the journal's sentences, by event and by what differs within it. */
import type { Locale } from "./Glossary.ts"
import { workTemplates } from "./WorkWords.ts"

/** All templates; `{places}` are filled with names, times and reasons. */
export const templates = {
  ...workTemplates,
  imported: { en: "records came in, revision {revision}", ru: "пришли данные, редакция {revision}" },
  opened: { en: "{contact} opened a message", ru: "{contact}: письмо открыто" },
  clicked: { en: "{contact} clicked a link", ru: "{contact}: переход по ссылке" },
  replied: { en: "{contact} replied", ru: "{contact}: получен ответ" },
  away: { en: "{contact} is out of office", ru: "{contact}: автоответ об отсутствии" },
  "away until": { en: "{contact} is out of office until {until}", ru: "{contact}: автоответ об отсутствии до {until}" },
  "unsubscribed from all": { en: "{contact} unsubscribed from everything", ru: "{contact}: отписка от всего" },
  unsubscribed: { en: "{contact} unsubscribed from {topic}", ru: "{contact}: отписка от темы {topic}" },
  "bounced hard": {
    en: "a message to {contact} bounced: there is no such mailbox",
    ru: "{contact}: письмо вернулось, такого ящика нет"
  },
  "bounced soft": { en: "a message to {contact} bounced for now", ru: "{contact}: письмо временно не принято" },
  complained: { en: "{contact} reported a message as spam", ru: "{contact}: письмо помечено как спам" },
  "consent given": {
    en: "{contact} gave consent to {topic} ({source})",
    ru: "{contact}: дано согласие на {topic} ({source})"
  },
  "consent withdrawn": {
    en: "{contact} withdrew consent to {topic} ({source})",
    ru: "{contact}: отозвано согласие на {topic} ({source})"
  },
  "consent unknown": {
    en: "it became unknown whether {contact} consents to {topic} ({source})",
    ru: "{contact}: согласие на {topic} стало неизвестным ({source})"
  },
  "for everyone": { en: "{sentence}, for everyone at the account", ru: "{sentence}, за всех у клиента" },
  "hold placed": {
    en: "{by} holds marketing to {scope}: {reason}; {end}",
    ru: "{by}: запрет на маркетинг, {scope}: {reason}; {end}"
  },
  "whole group": { en: "the whole group", ru: "вся группа" },
  "until released": { en: "until it is released", ru: "пока не снимут" },
  "hold released": { en: "{by} released the hold {hold}", ru: "{by}: запрет {hold} снят" },
  "holds released legal": {
    en: "{by} released the legal holds of {scope}",
    ru: "{by}: запреты юристов сняты, {scope}"
  },
  "holds released negotiation": {
    en: "{by} released the negotiation holds of {scope}",
    ru: "{by}: запреты на время переговоров сняты, {scope}"
  },
  "holds released sales": { en: "{by} released the sales holds of {scope}", ru: "{by}: запреты продаж сняты, {scope}" },
  aborted: { en: "{by} took {account} out of {program}", ru: "{by}: {account} — вывод из программы {program}" },
  "aborted unnamed": { en: "{by} ended the enrolment {enrolment}", ru: "{by}: участие {enrolment} прекращено" },
  "resolved delivered": {
    en: "{by} says that the unknown send of {message} was delivered",
    ru: "{by}: {message}, неизвестная отправка признана доставленной"
  },
  "resolved resend": {
    en: "{by} says that the unknown send of {message} goes again",
    ru: "{by}: {message}, неизвестную отправку повторить"
  },
  "resolved drop": {
    en: "{by} dropped the unknown send of {message}",
    ru: "{by}: {message}, неизвестную отправку не повторять"
  },
  accepted: { en: "{message} sent{why}", ru: "{message}: отправлено{why}" },
  refused: { en: "{message} refused{why}", ru: "{message}: отвергнуто{why}" },
  failed: { en: "{message} failed and was not sent{why}", ru: "{message}: сбой, не отправлено{why}" },
  withdrawn: { en: "{message} withdrawn{why}", ru: "{message}: отозвано{why}" },
  unknown: { en: "unknown whether {message} arrived{why}", ru: "{message}: неизвестно, дошло ли{why}" },
  queued: { en: "{message} waits to be handed over{why}", ru: "{message}: ждёт передачи{why}" },
  ticked: {
    en: "looked at everything known, facts of revision {revision}",
    ru: "рассмотрено всё известное, данные редакции {revision}"
  },
  entered: {
    en: "{account} entered {program}, play {play}{facts}",
    ru: "{account}: вход в программу {program}, сценарий {play}{facts}"
  },
  "entered holdout": {
    en: "{account} entered {program} in the holdout: nothing is sent, so that the effect can be measured{facts}",
    ru: "{account}: вход в контрольную группу программы {program}, ничего не отправляется, чтобы измерить эффект{facts}"
  },
  "step opened": { en: "touch {touch} opened for {members}", ru: "открыто касание {touch}: {members}" },
  "task step": { en: "touch {touch} opened as a task", ru: "касание {touch} открыто как задача" },
  nobody: { en: "nobody: no person fits its rule", ru: "никому, под правило никто не подходит" },
  held: {
    en: "{touch} to {contact} held: {reason}{end}{others}",
    ru: "{touch} для {contact}: удержано — {reason}{end}{others}"
  },
  also: { en: "; also: {others}", ru: "; а ещё: {others}" },
  skipped: { en: "{touch} to {contact} will not go: {reason}", ru: "{touch} для {contact}: не состоится — {reason}" },
  "message queued": {
    en: "{touch} to {contact} may go until {until} with {template}{offer}: {trace}{ground}",
    ru: "{touch} для {contact}: можно отправить до {until}, шаблон {template}{offer}: {trace}{ground}"
  },
  "with offer": {
    en: " and the offer {title} ({offer}), which ends on {ends}",
    ru: ", специальное предложение {title} ({offer}), действует по {ends}"
  },
  "on ground": { en: "; on the ground of {ground}", ru: "; основание: {ground}" },
  deferred: {
    en: "{touch} to {contact} put off: {reason}{end}",
    ru: "{touch} для {contact}: отложено — {reason}{end}"
  },
  released: { en: "{touch} to {contact} may go again{slot}", ru: "{touch} для {contact}: снова можно отправить{slot}" },
  "in slot": { en: " until {until}", ru: " до {until}" },
  "message withdrawn": {
    en: "{touch} to {contact} withdrawn: {reason}",
    ru: "{touch} для {contact}: отозвано — {reason}"
  },
  left: { en: "{account} left {program}: {reason}", ru: "{account}: выход из программы {program} — {reason}" },
  "message of": { en: "{touch} to {contact}", ru: "{touch} для {contact}" },
  "message id": { en: "message {id}", ru: "письмо {id}" },
  until: { en: "until {until}", ru: "до {until}" },
  "one topic": { en: "{topic}", ru: "тему {topic}" },
  "every topic": { en: "every topic", ru: "все темы" }
} as const satisfies Readonly<Record<string, Readonly<Record<Locale, string>>>>
