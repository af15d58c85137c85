// Value lists that several standard fields share (the values of a new org).

export const industry =
  'Agriculture|Apparel|Banking|Biotechnology|Chemicals|Communications|Construction|Consulting|Education|Electronics|Energy|Engineering|Entertainment|Environmental|Finance|Food & Beverage|Government|Healthcare|Hospitality|Insurance|Machinery|Manufacturing|Media|Not For Profit|Other|Recreation|Retail|Shipping|Technology|Telecommunications|Transportation|Utilities';
export const geocodeAccuracy =
  'Address|NearAddress|Block|Street|ExtendedZip|Zip|Neighborhood|City|County|State|Unknown';
export const salutation = 'Mr.|Ms.|Mrs.|Dr.|Prof.';
export const locale =
  'en_US*|en_GB|de_DE|de_DE_EURO|de_AT|fr_FR|fr_FR_EURO|es_ES|it_IT|nl_NL|pl_PL|pt_BR|sv_SE|tr_TR|ja_JP|zh_CN|ko_KR';
export const language =
  'en_US*=English|de=German|fr=French|es=Spanish|it=Italian|ja=Japanese|nl_NL=Dutch|pt_BR=Portuguese (Brazil)|zh_CN=Chinese (Simplified)';
export const timeZone =
  'Europe/Berlin|Europe/London|Europe/Paris|Europe/Istanbul|Europe/Warsaw|America/New_York|America/Chicago|America/Denver|America/Los_Angeles*|America/Sao_Paulo|Asia/Tokyo|Asia/Shanghai|Asia/Kolkata|Australia/Sydney|GMT';
export const encoding = 'UTF-8*|ISO-8859-1|Shift_JIS|ISO-2022-JP|EUC-JP|ks_c_5601-1987|Big5|GB2312';
export const contactRole =
  'Business User|Decision Maker|Economic Buyer|Economic Decision Maker|Evaluator|Executive Sponsor|Influencer|Technical Buyer|Other';
export const taskStatus = 'Not Started*|In Progress|Completed|Waiting on someone else|Deferred';
export const taskPriority = 'High|Normal*|Low';
export const recurrence =
  'RecursDaily|RecursEveryWeekday|RecursMonthly|RecursMonthlyNth|RecursWeekly|RecursYearly|RecursYearlyNth';
export const recurrenceInstance = 'First|Second|Third|Fourth|Last';
export const month = 'January|February|March|April|May|June|July|August|September|October|November|December';
export const accessLevel = 'Read=Read Only|Edit=Read/Write|All=Owner';
export const fileType =
  'PDF|POWER_POINT_X|EXCEL_X|WORD_X|TEXT|CSV|PNG|JPG|GIF|SVG|ZIP|XML|JSON|SNOTE|UNKNOWN|LINK|HTML';
