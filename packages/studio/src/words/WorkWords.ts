/** The templates of sentences about what people of ours do: tasks, words, signals, offers, gates and stages. */
import type { Locale } from "./Glossary.ts"

/** All of them; `{places}` are filled with names, times and reasons. */
export const workTemplates = {
  "account gave": {
    en: "what was known and under way of {account} and its people went to the group {to}",
    ru: "всё известное и начатое по клиенту {account} и его людям передано в группу {to}"
  },
  "account received": {
    en: "what was known and under way of {account} and its people came from the group {from}",
    ru: "всё известное и начатое по клиенту {account} и его людям получено из группы {from}"
  },
  "merged account gave": {
    en: "{account} was merged into {into} of the group {to}: what was known and under way went there",
    ru: "{account} объединён с {into} из группы {to}: всё известное и начатое передано туда"
  },
  "merged account received": {
    en: "{account} was merged into {into}: what was known and under way came from the group {from}",
    ru: "{account} объединён с {into}: всё известное и начатое получено из группы {from}"
  },
  migrated: {
    en: "{by} took {account} to version {version} of {program}",
    ru: "{by}: {account} — переход на версию {version} программы {program}"
  },
  "migrated unnamed": {
    en: "{by} took the enrolment {enrolment} to version {version}",
    ru: "{by}: участие {enrolment} — переход на версию {version}"
  },
  "approval asked": {
    en: "touch {touch} of {account} waits for the word of {of}",
    ru: "касание {touch} для {account} ждёт согласования: {of}"
  },
  "approval of task asked": {
    en: "task {touch} for {account} waits for the word of {of}: {asks}",
    ru: "задача {touch} для {account} ждёт согласования: {of}; {asks}"
  },
  "approval given": { en: "{by} approved it ({approval})", ru: "{by}: согласовано ({approval})" },
  "approval refused": { en: "{by} refused it ({approval}): {reason}", ru: "{by}: отказано ({approval}) — {reason}" },
  "nobody named": { en: "somebody who is yet to be named", ru: "ответственного надо назначить" },
  "task created": {
    en: "task for {owner}: {text} ({about}){due}{told}",
    ru: "задача для {owner}: {text} ({about}){due}{told}"
  },
  "task told": { en: "; {followers} is told", ru: "; к сведению: {followers}" },
  "tasks told": { en: "; {followers} are told", ru: "; к сведению: {followers}" },
  "task due": { en: ", due {due}", ru: ", срок {due}" },
  "task accepted": { en: "{by} took the task on ({task})", ru: "{by}: задача принята ({task})" },
  "task done": { en: "{by} did the task ({task}){note}", ru: "{by}: задача выполнена ({task}){note}" },
  "task dismissed": { en: "{by} dismissed the task ({task}){note}", ru: "{by}: задача снята ({task}){note}" },
  "task escalated overdue": {
    en: "a late task went up to {to} ({task})",
    ru: "просроченная задача передана выше: {to} ({task})"
  },
  "task escalated not accepted": {
    en: "a task that nobody took on went up to {to} ({task})",
    ru: "никто не принял задачу, передана выше: {to} ({task})"
  },
  "task handed over": {
    en: "a task went from {from} to {to}: {reason} ({task})",
    ru: "задача перешла от {from} к {to}: {reason} ({task})"
  },
  "task withdrawn": {
    en: "a task is no longer needed: {reason} ({task})",
    ru: "задача больше не нужна: {reason} ({task})"
  },
  "signal raised": {
    en: "noticed at {account}: {kind}, {subject}{facts}",
    ru: "замечено у {account}: {kind}, {subject}{facts}"
  },
  "signal ended": { en: "over: {kind} ({key})", ru: "больше не наблюдается: {kind} ({key})" },
  "stage changed": {
    en: "{account} went from stage {from} to {to}",
    ru: "{account}: переход со стадии {from} на {to}"
  },
  "stage entered": { en: "{account} is in stage {to} now", ru: "{account}: стадия — {to}" },
  "no stage": { en: "none", ru: "нет" },
  "stage unaware": { en: "unaware", ru: "«не знает о нас»" },
  "stage awareness": { en: "awareness", ru: "«узнал о нас»" },
  "stage engagement": { en: "engagement", ru: "«общается с нами»" },
  "stage consideration": { en: "consideration", ru: "«взвешивает»" },
  "stage decision": { en: "decision", ru: "«решает»" },
  "anomaly raised": { en: "noticed at {account}: {says}", ru: "замечено у {account}: {says}" },
  "step asks manager": { en: "the step asks for the manager's word", ru: "шаг требует согласия менеджера" },
  "step asks superior": { en: "the step asks for the superior's word", ru: "шаг требует согласия руководителя" },
  "offer asks": { en: "the offer {offer} asks for it", ru: "согласия требует предложение {offer}" },
  "margin not known": {
    en: "the margin that the offer {offer} leaves is not known",
    ru: "неизвестно, какую маржу оставит предложение {offer}"
  },
  "make the offer": {
    en: "offer it and write down the answer: {terms}",
    ru: "сделать предложение и записать ответ: {terms}"
  },
  "remind of the end": {
    en: "remind the client that these terms end on {ends}: {terms}",
    ru: "напомнить клиенту, что условия действуют до {ends}: {terms}"
  },
  "answer the reply": { en: "answer the reply", ru: "ответить на письмо" },
  "call who leaves": {
    en: "the client wants to leave: call, ask the exit questions, and write the answers down",
    ru: "клиент хочет уйти: позвонить, задать вопросы об уходе и записать ответы"
  },
  "find who takes over": {
    en: "{who} has left: find who takes over",
    ru: "{who}: больше не работает у клиента, найти, кто занял место"
  },
  "gate event": {
    en: "{account}: what touch {touch} waited for came{facts}",
    ru: "{account}: событие, которого ждало касание {touch}, наступило{facts}"
  },
  "gate timeout": {
    en: "{account}: touch {touch} waited long enough{facts}",
    ru: "{account}: ожидание касания {touch} истекло{facts}"
  },
  "gate gate": {
    en: "{account}: enough people are engaged for touch {touch}{facts}",
    ru: "{account}: вовлечено достаточно людей для касания {touch}{facts}"
  },
  "offer made": {
    en: "offer to {account}: {terms}, ends {ends}{approval}",
    ru: "предложение для {account}: {terms}, действует до {ends}{approval}"
  },
  "offer approval": { en: ", waits for the word of {of}", ru: ", ждёт согласования: {of}" },
  "offer accepted": {
    en: "{by}: the client accepted the offer ({offer})",
    ru: "{by}: клиент принял предложение ({offer})"
  },
  "offer declined": {
    en: "{by}: the client declined the offer ({offer})",
    ru: "{by}: клиент отклонил предложение ({offer})"
  },
  "exit answered": {
    en: "{by} wrote down why the client wants to leave: {answers}",
    ru: "{by}: ответы клиента, который хочет уйти: {answers}"
  },
  "brief read": {
    en: "{by} read the brief of {account}, as of {at}",
    ru: "{by}: прочитана справка по {account} от {at}"
  },
  "passed over for": { en: "touch {touch} is passed over: {reason}", ru: "касание {touch} пропущено: {reason}" },
  "passed over": { en: "touch {touch} is passed over{facts}", ru: "касание {touch} пропущено{facts}" }
} as const satisfies Readonly<Record<string, Readonly<Record<Locale, string>>>>
