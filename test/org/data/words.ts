// The words the company's data is made of: names of people and firms, places, products, sentences, in several scripts.

export const FIRST_NAMES = [
  'Ada', 'Björn', 'Chloé', 'Dmitri', 'Emma', 'Farid', 'Grace', 'Hiroshi', 'Ingrid', 'José', 'Katarzyna', 'Liam',
  'Mei', 'Nuno', 'Olga', 'Priya', 'Quentin', 'Rosa', 'Søren', 'Thandiwe', 'Umut', 'Véronique', 'Wei', 'Ximena',
  'Yusuf', 'Zoë', 'Anneliese', 'Brian', 'Siobhán', 'Łukasz', '美咲', '大輔', 'Ελένη', 'Наталья', 'محمد', 'नेहा',
] as const;

export const LAST_NAMES = [
  'Andersson', "O'Brien", 'Müller', 'García', 'Nowak', 'Ivanova', 'Okafor', 'Tanaka', 'Rossi', 'Dubois', 'van der Berg',
  'Kaya', 'Silva', 'Novák', 'Kowalczyk', 'Schäfer', 'Jensen', 'Hernández', 'Smith-Jones', 'Nguyễn', 'Patel', 'Cohen',
  'Lindqvist', 'Papadopoulos', 'Kim', 'Çelik', 'Fernandes', 'Bauer', 'Moreau', 'D’Angelo', '佐藤', '鈴木', 'Παππάς',
  'Соколов', 'العلي', 'शर्मा', 'Adeyemi', 'McGregor', 'Østergaard', 'Žižka',
] as const;

export const FIRM_NAMES = [
  'Alpenblick', 'Blue Harbor', 'Cascade', 'Dunmore', 'Eastgate', 'Fjord', 'Granite', 'Hollow Oak', 'Iberia', 'Juniper',
  'Kestrel', 'Lighthouse', 'Meridian', 'Nordlicht', 'Orchard', 'Pinnacle', 'Quarry', 'Riverside', 'Sakura', 'Tamarind',
  'Umbra', 'Vistula', 'Westfield', 'Yonder', 'Zephyr', 'Ñandú', 'Łąka', 'Œuvre', 'Straße', 'Smörgås',
] as const;

export const FIRM_TRADES = [
  'Logistics', 'Bakeries', 'Software', 'Foods', 'Energy', 'Textiles', 'Instruments', 'Consulting', 'Motors', 'Farms',
  'Medical', 'Publishing', 'Robotics', 'Timber', 'Shipping', 'Ceramics', 'Travel', 'Optics', 'Paper', 'Insurance',
] as const;

export const FIRM_FORMS = ['GmbH', 'Inc.', 'Ltd', 'S.A.', 'AB', 'SpA', '& Sons', 'Sp. z o.o.', '株式会社', 'B.V.', 'Co.'] as const;

/** Street, city, state, postal code, country, latitude, longitude. */
export const PLACES = [
  ['12 Harbour Road', 'Dublin', 'Leinster', 'D02 X285', 'Ireland', 53.3498, -6.2603],
  ['Hauptstraße 5\nHinterhaus', 'München', 'Bayern', '80331', 'Germany', 48.1374, 11.5755],
  ['1 Market St, Suite 300', 'San Francisco', 'CA', '94105', 'United States', 37.7936, -122.395],
  ['24 Rue de l’Église', 'Lyon', 'Rhône', '69001', 'France', 45.764, 4.8357],
  ['ul. Świętokrzyska 14', 'Warszawa', 'Mazowieckie', '00-050', 'Poland', 52.2356, 21.0122],
  ['千代田1-1', '東京', '東京都', '100-0001', 'Japan', 35.6852, 139.7528],
  ['Av. Paulista, 1000', 'São Paulo', 'SP', '01310-100', 'Brazil', -23.5647, -46.6527],
  ['Långgatan 7', 'Malmö', 'Skåne', '211 20', 'Sweden', 55.605, 13.0038],
  ['45 "The Mews"', 'London', '', 'SW1A 1AA', 'United Kingdom', 51.5014, -0.1419],
  ['Плотников пер. 3', 'Алматы', '', '050000', 'Kazakhstan', 43.238, 76.9453],
  ['9 Ben Yehuda', 'תל אביב', '', '6380201', 'Israel', 32.0809, 34.7806],
  ['Calle 8 #20-15', 'Bogotá', 'Cundinamarca', '110311', 'Colombia', 4.711, -74.0721],
] as const;

export const JOB_TITLES = [
  'Buyer', 'CFO', 'Head of IT', 'Account Manager', 'Engineer', 'VP Sales', 'Owner', 'Assistant', 'Director, Operations',
  'Einkäuferin', 'Responsable achats', '部長',
] as const;

export const DEPARTMENTS = ['Purchasing', 'Finance', 'IT', 'Operations', 'Marketing', 'Legal', 'R&D'] as const;

export const PRODUCT_NAMES = [
  'Pump', 'Valve', 'Sensor', 'Controller', 'Gasket', 'Filter', 'Cable', 'Bracket', 'Licence', 'Support hour', 'Training day',
] as const;

export const PRODUCT_QUALITIES = ['Standard', 'Compact', 'Heavy-duty', 'Marine', '½" inox', 'Öko', 'Pro™', '2.0', 'Refurbished'] as const;

const SUBJECTS = [
  'The customer', 'Our partner', 'The warehouse', 'Accounting', 'The new contact', 'Nobody', 'The fitter', 'Die Zentrale',
] as const;
const DEEDS = [
  'asked for a second quote', 'confirmed the delivery date', 'wants to renew next quarter', 'reported a missing part',
  'has not answered since Monday', 'moved to a bigger office', 'paid the invoice twice', 'schickt die Unterlagen nach',
  'prefers calls after 4 p.m.', 'switched to the annual plan',
] as const;
const REMARKS = ['.', ', see the attachment.', ' (urgent!).', ' – call back.', ' 😀', '; price: €1,250.50.', '… maybe.', ' 👍🏽'] as const;

export const SENTENCES = SUBJECTS.flatMap((subject) => DEEDS.map((deed, at) => `${subject} ${deed}${REMARKS[at % REMARKS.length]!}`));

/**
 * Cells that break careless readers and writers: line ends of every kind, quotes, delimiters, NUL, a byte order mark,
 * what spreadsheets run as formulas, what Bulk API takes for null.
 */
export const HOSTILE_CELLS = [
  'first line\nsecond line', 'first line\r\nsecond line', 'lone\rcarriage return', 'she said "no", twice', '"', '""', ',', ';\t|',
  '😀 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'nul\u0000inside', '\ufeffmark at the start', '#N/A', '=1+1', '=HYPERLINK("http://example.com","x")', '+49 30 1', '-1',
  '@SUM(A1:A9)', 'null', 'NULL', "it's 100% \\ back\\slash", '</script><script>alert(1)</script>', '{!$User.Name}', 'עברית and English',
  'e\u0301 is not é', '\u2028line separator', '\n', 'ends with newline\n', '0012345', '1.6147805824397E13', 'TRUE', '2026-01-31',
] as const;

/** Titles that are poison for file systems: separators, reserved names, trailing dots, over-long, upwards paths. */
export const HOSTILE_TITLES = [
  '../../etc/passwd', 'C:\\temp\\report', 'CON', 'aux.', 'a/b\\c:d*e?f"g<h>i|j', 'line\nbreak', 'trailing dot.', ' leading space', '.hidden',
  'ünïcödé 名前 😀', 'x'.repeat(250), 'report.pdf.exe', 'e\u0301toile', 'étoile', '-rf', '~', 'nul\u0000name', '%2e%2e%2f', '=cmd', 'Report', 'report',
] as const;

export const CLOUD_CITIES = [
  ['IE', 'Ireland', 'Dublin', 53.34, -6.26], ['DE', 'Germany', 'Berlin', 52.52, 13.4], ['US', 'United States', 'Chicago', 41.88, -87.63],
  ['FR', 'France', 'Paris', 48.86, 2.35], ['PL', 'Poland', 'Kraków', 50.06, 19.94], ['JP', 'Japan', 'Osaka', 34.69, 135.5],
] as const;
