/** Every sentence that is made while the app runs; what stands still is in the templates. Japanese here, English beside. */

/** @import { Answer } from "./types" */
/** @typedef {typeof japanese} Words */

const japanese = {
  /** @type {Record<Answer, string>} */
  answers: {
    occupied: "住んでいる",
    occasional: "たまに 使っている",
    vacant: "だれも 住んでいないようだ",
    gone: "建物が ない",
    unsure: "わからない",
  },
  same: "前と 同じ",
  vacantBefore: "住んでいないようだ",
  foundHouse: "見つけた家",
  noChange: "変わりなし",
  takenBack: "取り消しました",
  saved: "保存しました",
  savedBare: "写真なしで 保存しました。タブレットの 空きが 足りません",
  done: "おわり",
  takenBackAnswer: "取り消し",
  photo: "写真",
  nearFirst: "これから まわる家（近い順）",
  byNumber: "これから まわる家",
  worksUnheard: "電波が なくても 答えられます",
  go: "えらばずに つぎへ",
  retake: "もう1まい とる",
  readMemo: "メモを 見る",
  photoFailed: "写真を 保存できませんでした。タブレットの 空きが 足りないようです。写真なしで 答えられます。",
  storeFailed: "この タブレットでは 記録を 保存できません。職員に お知らせください。",
  saveFailed: "保存できませんでした。もう一度 押してください。",
  noPackage: "はじめは 電波のある所で ひらいてください。",
  old: "この一覧は 古くなりました。電波のある所で ひらいてください。",
  /** @type {Record<string, string>} */
  closed: {
    not_enrolled: "この タブレットの 設定が 切れています。職員に お知らせください。",
    term_ended: "任期が おわりました。ありがとうございました。",
    term_not_begun: "任期が まだ はじまっていません。",
    not_a_head: "ここは 自治会長の 画面です。",
    other_holder: "この タブレットを 使う人が かわりました。",
  },
  number: (/** @type {number} */ n) => `${n}番`,
  houseNumber: (/** @type {number} */ n) => `${n}番の家`,
  ofHouses: (/** @type {number} */ n) => `／${n}軒`,
  theHouse: "家の 確認",
  count: (/** @type {number} */ all, /** @type {number} */ done) => `${all}軒のうち ${done}軒`,
  things: (/** @type {number} */ n) => `${n}件`,
  rest: (/** @type {number} */ n) => `のこり ${n}件を 見る`,
  oneFile: (/** @type {number} */ n) => `${n}件を 1つの ファイルに します`,
  given: (/** @type {number} */ n) => `${n}件を ファイルに しました。職員に おわたしください。この タブレットにも のこっています。`,
  unsent: (/** @type {number} */ n) => `まだ 送っていない ${n}件（保存ずみ）`,
  savedAnswer: (/** @type {string} */ house, /** @type {string} */ answer) => `${house}「${answer}」`,
  pair: (/** @type {string} */ a, /** @type {string} */ b) => `${a}　${b}`,
  fromHere: (/** @type {string} */ far) => `（ここから ${far}）`,
  before: (/** @type {string} */ when, /** @type {string} */ answer) => `${when}の答え：${answer}`,
  saidToday: (/** @type {string} */ answer) => `さっきの答え：${answer}`,
  chosen: (/** @type {number} */ n) => `${n}つ えらんで つぎへ`,
  photos: (/** @type {number} */ n) => `写真${n}まい`,
  memoOf: (/** @type {string} */ house) => `${house}の メモ`,
  credit: (/** @type {string} */ city) => `建物・道路：${city}`,
  anyChange: (/** @type {string} */ association) => `${association}に 変わりは ありませんか？`,
  from: (/** @type {string} */ day) => `${day}から`,
  untilToday: (/** @type {string} */ day) => `今日（${day}）まで`,
  clock: (/** @type {string} */ time) => `今日 ${time}`,
  join: "・",
  dates: "ja-JP-u-ca-japanese",
  lastYear: (/** @type {string} */ month) => `去年${month}`,
};

/** @type {Words} */
export const words = document.documentElement.lang === "en" ? (await import("./words.en.js")).words : japanese;

/** Metres as they are spoken: 6m, 40m, 1.2km. @param {number} far */
export function distance(far) {
  if (far >= 1000) return `${(far / 1000).toFixed(1)}km`;
  return `${far < 20 ? Math.round(far) : Math.round(far / 10) * 10}m`;
}

/** The month of an earlier day, as one would say it today: 5月, 去年5月, 令和4年5月. @param {string} day @param {Date} today */
export function month(day, today) {
  const then = new Date(`${day}T12:00`);
  const years = today.getFullYear() - then.getFullYear();
  const named = (/** @type {Intl.DateTimeFormatOptions} */ parts) => new Intl.DateTimeFormat(words.dates, parts).format(then);
  if (years > 1) return named({ era: "long", year: "numeric", month: "long" });
  return years ? words.lastYear(named({ month: "long" })) : named({ month: "long" });
}

/** A day without its year: 9月1日. @param {Date} day */
export const dayOf = (day) => new Intl.DateTimeFormat(words.dates, { month: "long", day: "numeric" }).format(day);

/** A day of the tablet's own calendar, as files write it: 2026-09-01. @param {Date} day */
export const isoDay = (day) =>
  [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

/** When something was said: 今日 10:42, or its day. @param {string} at @param {Date} today */
export function moment(at, today) {
  const then = new Date(at);
  if (then.toDateString() !== today.toDateString()) return dayOf(then);
  return words.clock(then.toLocaleTimeString(words.dates, { hour: "numeric", minute: "2-digit" }));
}
