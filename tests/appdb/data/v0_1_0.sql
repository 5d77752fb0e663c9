BEGIN TRANSACTION;
CREATE TABLE accounts (
	name VARCHAR NOT NULL, 
	password_hash VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	scope JSON NOT NULL, 
	disabled BOOLEAN NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "accounts" VALUES('王芳','$argon2id$v=19$m=65536,t=3,p=4$nDKZoqQ9cJ9ZdIXEpHprQg$NoVqvQJgwpz/jBuIeCiABfOXWSQXgr6zW54qLsQP/G8','admin','{}',0,'2026-11-26T20:41:32.269155+00:00');
INSERT INTO "accounts" VALUES('li','','rep','{"rep": ["E1"]}',0,'2026-11-26T20:41:32.315370+00:00');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	who VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	details JSON NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "audit" VALUES(1,'2026-11-26T20:41:12.192115+00:00','local','load','{"version": 1, "plan": "9b7b6ef83c1c3722", "label": "\u9500\u552e-4\u6708.csv", "uploads": [1], "subject": null}');
INSERT INTO "audit" VALUES(2,'2026-11-26T20:41:16.785174+00:00','local','load','{"version": 2, "plan": "e78133a6fe6e9d36", "label": "\u9500\u552e-5\u6708.csv", "uploads": [2], "subject": null}');
INSERT INTO "audit" VALUES(3,'2026-11-26T20:41:22.370878+00:00','local','load','{"version": 3, "plan": "20f6df744d7cba62", "label": "\u5e94\u6536.csv", "uploads": [3], "subject": null}');
INSERT INTO "audit" VALUES(4,'2026-11-26T20:41:28.537366+00:00','local','load','{"version": 4, "plan": "bb935797fd6aa7c7", "label": "\u9500\u552e-4\u6708\u66f4\u6b63.csv", "uploads": [4], "subject": null}');
INSERT INTO "audit" VALUES(5,'2026-11-26T20:41:30.912100+00:00','local','undo','{"version": 5, "plan": "926d7a3ef179fed8", "label": "#2 \u9500\u552e-5\u6708.csv \u00b7 \u9500\u552e-5\u6708", "uploads": [], "subject": 2}');
INSERT INTO "audit" VALUES(6,'2026-11-26T20:41:30.949072+00:00','local','close_month','{"month": "2026-04"}');
INSERT INTO "audit" VALUES(7,'2026-11-26T20:41:32.294463+00:00','terminal','account_added','{"name": "\u738b\u82b3", "role": "admin", "scope": {}}');
INSERT INTO "audit" VALUES(8,'2026-11-26T20:41:32.315881+00:00','王芳','account_added','{"name": "li", "role": "rep", "scope": {"rep": ["E1"]}}');
INSERT INTO "audit" VALUES(9,'2026-11-26T20:41:33.522017+00:00','王芳','signed_in','{"how": "password"}');
INSERT INTO "audit" VALUES(10,'2026-11-26T20:41:36.209006+00:00','li','sign_in_refused','{}');
INSERT INTO "audit" VALUES(11,'2026-11-26T20:41:36.238454+00:00','王芳','sign_in_link_made','{"name": "li"}');
INSERT INTO "audit" VALUES(12,'2026-11-26T20:41:36.287565+00:00','li','promise','{"customer": "C1", "document": "INV1", "day": "2026-06-01", "amount": "100.50"}');
INSERT INTO "audit" VALUES(13,'2026-11-26T20:41:36.291946+00:00','li','promise','{"customer": "C2", "document": "", "day": "2026-06-09", "amount": "7"}');
CREATE TABLE decisions (
	id INTEGER NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	"by" VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	due VARCHAR(10) NOT NULL, 
	subject JSON NOT NULL, 
	status VARCHAR NOT NULL, 
	closed VARCHAR(32), 
	result VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE login_links (
	token_hash VARCHAR(64) NOT NULL, 
	account VARCHAR NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	expires VARCHAR(32) NOT NULL, 
	used VARCHAR(32), 
	PRIMARY KEY (token_hash), 
	FOREIGN KEY(account) REFERENCES accounts (name) ON DELETE CASCADE
);
INSERT INTO "login_links" VALUES('6cbc77792728077fc254f4b6b3f78002fc6cb45ac1503aff559cd63ce1801272','li','2026-11-26T20:41:36.224472+00:00','2026-11-27T20:41:36.224472+00:00',NULL);
CREATE TABLE mappings (
	signature VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	dataset VARCHAR NOT NULL, 
	mapping JSON NOT NULL, 
	answers JSON NOT NULL, 
	updated VARCHAR(32) NOT NULL, 
	"by" VARCHAR NOT NULL, 
	PRIMARY KEY (signature)
);
INSERT INTO "mappings" VALUES('b7dbc57c73dfca8b','销售-4月更正.csv · 销售-4月更正','sales','{"\u65e5\u671f": "date", "\u4e1a\u52a1\u5458": "rep_name", "\u5ba2\u6237": "customer_name", "\u4ea7\u54c1\u7f16\u7801": "product", "\u6570\u91cf": "quantity", "\u91d1\u989d": "amount"}','{}','2026-11-26T20:41:28.535296+00:00','local');
INSERT INTO "mappings" VALUES('66490e9fe7c1ab82','应收.csv · 应收','receivables','{"\u5355\u636e\u53f7": "document", "\u5ba2\u6237": "customer_name", "\u65e5\u671f": "date", "\u5230\u671f\u65e5": "due", "\u91d1\u989d": "amount", "\u672a\u6536\u91d1\u989d": "paid"}','{"column:\u672a\u6536\u91d1\u989d": "paid"}','2026-11-26T20:41:22.370534+00:00','local');
CREATE TABLE month_closes (
	month VARCHAR(7) NOT NULL, 
	closed VARCHAR(32) NOT NULL, 
	"by" VARCHAR NOT NULL, 
	PRIMARY KEY (month)
);
INSERT INTO "month_closes" VALUES('2026-04','2026-11-26T20:41:30.948425+00:00','local');
CREATE TABLE number_codes (
	code VARCHAR NOT NULL, 
	payload JSON NOT NULL, 
	version INTEGER NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	PRIMARY KEY (code)
);
INSERT INTO "number_codes" VALUES('N7K2','{"metric": "net_sales", "period": "2026-04"}',4,'2026-11-26T20:41:36.271431+00:00');
CREATE TABLE plans (
	id VARCHAR(32) NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	"by" VARCHAR NOT NULL, 
	base INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "plans" VALUES('9b7b6ef83c1c3722','2026-11-26T20:41:12.016714+00:00','local',0,'load','销售-4月.csv','committed');
INSERT INTO "plans" VALUES('e78133a6fe6e9d36','2026-11-26T20:41:16.731444+00:00','local',1,'load','销售-5月.csv','committed');
INSERT INTO "plans" VALUES('20f6df744d7cba62','2026-11-26T20:41:22.309921+00:00','local',2,'load','应收.csv','committed');
INSERT INTO "plans" VALUES('bb935797fd6aa7c7','2026-11-26T20:41:28.461976+00:00','local',3,'load','销售-4月更正.csv','committed');
INSERT INTO "plans" VALUES('926d7a3ef179fed8','2026-11-26T20:41:30.848138+00:00','local',4,'undo','#2 销售-5月.csv · 销售-5月','committed');
CREATE TABLE promises (
	id INTEGER NOT NULL, 
	customer VARCHAR NOT NULL, 
	document VARCHAR NOT NULL, 
	made VARCHAR(10) NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	amount VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "promises" VALUES(1,'C1','INV1','2026-05-02','2026-06-01','100.50','电话','li','2026-11-26T20:41:36.286324+00:00');
INSERT INTO "promises" VALUES(2,'C2','','2026-05-02','2026-06-09','7','it''s agreed','li','2026-11-26T20:41:36.290270+00:00');
CREATE TABLE restatements (
	id INTEGER NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	who VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	upload INTEGER, 
	dataset VARCHAR NOT NULL, 
	measure VARCHAR NOT NULL, 
	month VARCHAR(7) NOT NULL, 
	"before" VARCHAR NOT NULL, 
	"after" VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "restatements" VALUES(1,'2026-11-26T20:41:28.535855+00:00','local',4,4,'sales','net_sales','2026-04','150.0000','160.0000');
CREATE TABLE sessions (
	token_hash VARCHAR(64) NOT NULL, 
	account VARCHAR NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	last_seen VARCHAR(32) NOT NULL, 
	revoked BOOLEAN NOT NULL, 
	PRIMARY KEY (token_hash), 
	FOREIGN KEY(account) REFERENCES accounts (name) ON DELETE CASCADE
);
INSERT INTO "sessions" VALUES('44c13720805f70cb16b7ebdc5e533e412c5bfc37592f234fb675a5feb00a2b53','王芳','2026-11-26T20:41:33.544465+00:00','2026-11-26T20:41:33.544465+00:00',0);
CREATE TABLE settings (
	"key" VARCHAR NOT NULL, 
	value JSON NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "settings" VALUES('reporting_currency','"CNY"');
INSERT INTO "settings" VALUES('calendar.six_day_week','true');
INSERT INTO "settings" VALUES('versions_kept',9);
CREATE TABLE uploads (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	"by" VARCHAR NOT NULL, 
	file VARCHAR NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	dataset VARCHAR NOT NULL, 
	sheet VARCHAR NOT NULL, 
	rows INTEGER NOT NULL, 
	sums JSON NOT NULL, 
	first_month VARCHAR(7) NOT NULL, 
	last_month VARCHAR(7) NOT NULL, 
	slices INTEGER NOT NULL, 
	rows_file VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "uploads" VALUES(1,1,'2026-11-26T20:41:12.142182+00:00','local','销售-4月.csv','3d761e9cf69763f76c30622a81a5895e1db37e2bfe4e4e3de0afd18694a327d2',108,'sales','销售-4月',2,'{"quantity": "3.0000", "amount": "150.0000"}','2026-04','2026-04',1,'000001-9b7b6ef83c1c3722.arrow','active');
INSERT INTO "uploads" VALUES(2,2,'2026-11-26T20:41:16.782269+00:00','local','销售-5月.csv','2b9985f37c03572036510e240a424411153a99c978378dc9d9b3d44605d2b0e0',77,'sales','销售-5月',1,'{"quantity": "3.0000", "amount": "300.0000"}','2026-05','2026-05',1,'000002-e78133a6fe6e9d36.arrow','undone');
INSERT INTO "uploads" VALUES(3,3,'2026-11-26T20:41:22.367811+00:00','local','应收.csv','576e11dfe5f531c7fc07360fb09e4f9c7828aeff67bbbfa156b7caeffcde7044',98,'receivables','应收',1,'{"amount": "100.5000", "paid": "100.5000"}','2026-04','2026-04',1,'000003-20f6df744d7cba62.arrow','active');
INSERT INTO "uploads" VALUES(4,4,'2026-11-26T20:41:28.514915+00:00','local','销售-4月更正.csv','98e77e742072cd1ae7db282e3b7c7fd8e7fcb1a87e5f3bdb0df5652df81bca0f',108,'sales','销售-4月更正',2,'{"quantity": "3.0000", "amount": "160.0000"}','2026-04','2026-04',1,'000004-bb935797fd6aa7c7.arrow','active');
CREATE TABLE versions (
	id INTEGER NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	"by" VARCHAR NOT NULL, 
	base INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	file VARCHAR NOT NULL, 
	as_of VARCHAR NOT NULL, 
	rows JSON NOT NULL, 
	sums JSON NOT NULL, 
	periods JSON NOT NULL, 
	uploads JSON NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "versions" VALUES(1,'2026-11-26T20:41:12.142229+00:00','local',0,'load','销售-4月.csv','000001-9b7b6ef83c1c3722.duckdb','2026-04-30','{"sales": 2}','{"sales.quantity": "3.0000", "sales.amount": "150.0000", "sales.cost": "0.0000", "sales.profit": "0.0000"}','{"sales": {"2026-04": [2, "150.0000"]}}','[1]');
INSERT INTO "versions" VALUES(2,'2026-11-26T20:41:16.782314+00:00','local',1,'load','销售-5月.csv','000002-e78133a6fe6e9d36.duckdb','2026-05-02','{"sales": 3}','{"sales.quantity": "6.0000", "sales.amount": "450.0000", "sales.cost": "0.0000", "sales.profit": "0.0000"}','{"sales": {"2026-04": [2, "150.0000"], "2026-05": [1, "300.0000"]}}','[1, 2]');
INSERT INTO "versions" VALUES(3,'2026-11-26T20:41:22.367861+00:00','local',2,'load','应收.csv','000003-20f6df744d7cba62.duckdb','2026-05-02','{"sales": 3, "receivables": 1}','{"sales.quantity": "6.0000", "sales.amount": "450.0000", "sales.cost": "0.0000", "sales.profit": "0.0000", "receivables.amount": "100.5000", "receivables.paid": "100.5000"}','{"sales": {"2026-04": [2, "150.0000"], "2026-05": [1, "300.0000"]}, "receivables": {"2026-04": [1, "100.5000"]}}','[1, 2, 3]');
INSERT INTO "versions" VALUES(4,'2026-11-26T20:41:28.514957+00:00','local',3,'load','销售-4月更正.csv','000004-bb935797fd6aa7c7.duckdb','2026-05-02','{"sales": 3, "receivables": 1}','{"sales.quantity": "6.0000", "sales.amount": "460.0000", "sales.cost": "0.0000", "sales.profit": "0.0000", "receivables.amount": "100.5000", "receivables.paid": "100.5000"}','{"sales": {"2026-04": [2, "160.0000"], "2026-05": [1, "300.0000"]}, "receivables": {"2026-04": [1, "100.5000"]}}','[1, 2, 3, 4]');
INSERT INTO "versions" VALUES(5,'2026-11-26T20:41:30.909848+00:00','local',4,'undo','#2 销售-5月.csv · 销售-5月','000005-926d7a3ef179fed8.duckdb','2026-04-30','{"sales": 2, "receivables": 1}','{"sales.quantity": "3.0000", "sales.amount": "160.0000", "sales.cost": "0.0000", "sales.profit": "0.0000", "receivables.amount": "100.5000", "receivables.paid": "100.5000"}','{"sales": {"2026-04": [2, "160.0000"]}, "receivables": {"2026-04": [1, "100.5000"]}}','[1, 3, 4]');
CREATE INDEX ix_uploads_sha256 ON uploads (sha256);
CREATE INDEX ix_sessions_account ON sessions (account);
CREATE INDEX ix_audit_at ON audit (at);
CREATE INDEX ix_restatements_month ON restatements (month);
CREATE INDEX ix_promises_customer ON promises (customer);
COMMIT;
