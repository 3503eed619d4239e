BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE documents (
	number INTEGER NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	given_id TEXT, 
	title TEXT, 
	publisher TEXT, 
	url TEXT, 
	published DATE, 
	published_by TEXT, 
	language VARCHAR(16), 
	language_confidence FLOAT, 
	near_copy_of VARCHAR(64), 
	sample BOOLEAN NOT NULL, 
	added_at DATETIME NOT NULL, 
	added_by TEXT NOT NULL, 
	removed_at DATETIME, 
	removed_by TEXT, 
	original_hash VARCHAR(64), 
	original_name TEXT, 
	pages TEXT NOT NULL, 
	warnings TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (id)
);
INSERT INTO "documents" VALUES(1,'d9413cafe415ed7e4bb585c9a98436050b5b8def4424adce40251456efefd29c',NULL,'Villages emptied',NULL,NULL,'2026-03-05','stated','en',NULL,NULL,1,'2026-07-01 09:00:00.000000','ana',NULL,NULL,NULL,NULL,'[]','[]','Bocaranga, 3 March. A church council says 2,003 people left their villages on Tuesday; 307 of them sleep in a school.');
INSERT INTO "documents" VALUES(2,'622fee3d56cdc5b92a165b336df5b58eeea7b05eb9ed3d4b45986bd33fdf303b',NULL,'Bangui sous l''eau',NULL,NULL,'2026-06-15','dateline','fr',NULL,NULL,0,'2026-07-01 09:01:00.000000','ana',NULL,NULL,NULL,NULL,'[]','[]','Inondations : 1013 personnes évacuées à Bangui dimanche.');
INSERT INTO "documents" VALUES(3,'d9d9a06d9b99292c8a477178bfec3cd8074f6a2ce0fef92ba6c13ef2339ecb1c',NULL,NULL,NULL,NULL,NULL,NULL,'en',NULL,NULL,0,'2026-07-02 00:00:00.000000','ben','2026-11-24 03:52:13.364291','ben',NULL,NULL,'[]','[]','An old note about 41 people that somebody took out again.');
CREATE TABLE extracted (
	number INTEGER NOT NULL, 
	figure INTEGER NOT NULL, 
	noted_at DATETIME NOT NULL, 
	found TEXT NOT NULL, 
	PRIMARY KEY (number), 
	FOREIGN KEY(figure) REFERENCES figures (number)
);
INSERT INTO "extracted" VALUES(1,1,'2026-11-24 03:52:13.359110','{"start": 42, "end": 47, "quote": "2,003", "value": 2003.0, "low": 2003.0, "high": 2003.0, "quantifier": "exact", "quantifier_text": null, "unit": "person", "subject": "people", "term": "fled", "kind": "flow", "period_start": "2026-03-03", "period_end": "2026-03-03", "period_text": null, "period_rule": "unknown", "period_precision": "unknown", "place": "Bocaranga", "country": "CAF", "place_id": null, "place_role": null, "pcode": null, "latitude": null, "longitude": null, "attribution": null, "source_id": null, "cause": "conflict", "hazard": null, "forecast": false, "increment": false, "part_of": null, "same_as": null, "confidence": 0.8, "evidence": "{\"term\": [52, 56]}", "implied": "{}"}');
INSERT INTO "extracted" VALUES(2,3,'2026-11-24 03:52:13.362816','{"start": 14, "end": 18, "quote": "1013", "value": 1013.0, "low": 1013.0, "high": 1013.0, "quantifier": "exact", "quantifier_text": null, "unit": "person", "subject": null, "term": "evacuated", "kind": "flow", "period_start": null, "period_end": "2026-06-14", "period_text": null, "period_rule": "unknown", "period_precision": "unknown", "place": "Bangui", "country": "CAF", "place_id": "geonames:2389853", "place_role": null, "pcode": null, "latitude": null, "longitude": null, "attribution": null, "source_id": null, "cause": "disaster", "hazard": "flood", "forecast": false, "increment": false, "part_of": null, "same_as": null, "confidence": 0.8, "evidence": "{}", "implied": "{}"}');
CREATE TABLE facet_counts (
	facet VARCHAR(16) NOT NULL, 
	value TEXT NOT NULL, 
	figures INTEGER NOT NULL, 
	PRIMARY KEY (facet, value)
);
INSERT INTO "facet_counts" VALUES('cause','conflict',1);
INSERT INTO "facet_counts" VALUES('country','CAF',3);
INSERT INTO "facet_counts" VALUES('kind','flow',2);
INSERT INTO "facet_counts" VALUES('kind','stock',1);
INSERT INTO "facet_counts" VALUES('language','en',2);
INSERT INTO "facet_counts" VALUES('measure','displaced',2);
INSERT INTO "facet_counts" VALUES('measure','sheltered',1);
INSERT INTO "facet_counts" VALUES('status','unreviewed',1);
INSERT INTO "facet_counts" VALUES('term','fled',1);
INSERT INTO "facet_counts" VALUES('term','sheltered',1);
INSERT INTO "facet_counts" VALUES('unit','person',3);
INSERT INTO "facet_counts" VALUES('cause','disaster',1);
INSERT INTO "facet_counts" VALUES('hazard','flood',1);
INSERT INTO "facet_counts" VALUES('language','fr',1);
INSERT INTO "facet_counts" VALUES('term','evacuated',1);
INSERT INTO "facet_counts" VALUES('term','other',0);
INSERT INTO "facet_counts" VALUES('status','corrected',1);
INSERT INTO "facet_counts" VALUES('status','accepted',1);
CREATE TABLE figures (
	number INTEGER NOT NULL, 
	id VARCHAR(16) NOT NULL, 
	document INTEGER NOT NULL, 
	shown BOOLEAN NOT NULL, 
	dropped_at DATETIME, 
	published DATE, 
	language VARCHAR(16), 
	status VARCHAR(16) NOT NULL, 
	role VARCHAR(16), 
	role_reason TEXT, 
	cluster VARCHAR(64), 
	cluster_decided VARCHAR(64), 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	value FLOAT NOT NULL, 
	low FLOAT, 
	high FLOAT, 
	quantifier VARCHAR(16) NOT NULL, 
	unit VARCHAR(16) NOT NULL, 
	term VARCHAR(32) NOT NULL, 
	measure VARCHAR(32), 
	kind VARCHAR(16) NOT NULL, 
	month VARCHAR(7) NOT NULL, 
	series_key TEXT NOT NULL, 
	period_start DATE, 
	period_end DATE, 
	period_rule VARCHAR(16) NOT NULL, 
	period_precision VARCHAR(16) NOT NULL, 
	place TEXT, 
	country VARCHAR(3), 
	place_id TEXT, 
	place_role VARCHAR(16), 
	pcode TEXT, 
	latitude FLOAT, 
	longitude FLOAT, 
	source_id TEXT, 
	cause VARCHAR(16), 
	hazard VARCHAR(16), 
	forecast BOOLEAN NOT NULL, 
	increment BOOLEAN NOT NULL, 
	part_of VARCHAR(16), 
	same_as VARCHAR(16), 
	confidence FLOAT NOT NULL, 
	quote TEXT NOT NULL, 
	quantifier_text TEXT, 
	subject TEXT, 
	period_text TEXT, 
	attribution TEXT, 
	evidence TEXT NOT NULL, 
	implied TEXT NOT NULL, 
	sentence TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (id), 
	FOREIGN KEY(document) REFERENCES documents (number)
);
INSERT INTO "figures" VALUES(1,'cf94cf9b7ca842b0',1,1,NULL,'2026-03-05','en','corrected',NULL,NULL,NULL,NULL,42,47,2011.0,2011.0,2011.0,'exact','person','fled','displaced','flow','2026-03','bocaranga@CAF|displaced','2026-03-03','2026-03-03','unknown','unknown','Bocaranga','CAF',NULL,NULL,NULL,NULL,NULL,NULL,'conflict',NULL,0,0,NULL,NULL,0.8,'2,003',NULL,'people',NULL,NULL,'{"term": [52, 56]}','{}','A church council says 2,003 people left their villages on Tuesday; 307 of them sleep in a school.');
INSERT INTO "figures" VALUES(2,'248108324a917603',1,1,NULL,'2026-03-05','en','unreviewed',NULL,NULL,NULL,NULL,87,90,307.0,307.0,307.0,'exact','person','sheltered','sheltered','stock','2026-03','bocaranga@CAF|sheltered','2026-03-03','2026-03-03','unknown','unknown','Bocaranga','CAF',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'cf94cf9b7ca842b0',NULL,0.8,'307',NULL,NULL,NULL,NULL,'{}','{}','A church council says 2,003 people left their villages on Tuesday; 307 of them sleep in a school.');
INSERT INTO "figures" VALUES(3,'053e9b8b1057dd07',2,1,NULL,'2026-06-15','fr','accepted',NULL,NULL,NULL,NULL,14,18,1013.0,1013.0,1013.0,'exact','person','evacuated','displaced','flow','2026-06','geonames:2389853|displaced',NULL,'2026-06-14','unknown','unknown','Bangui','CAF','geonames:2389853',NULL,NULL,NULL,NULL,NULL,'disaster','flood',0,0,NULL,NULL,0.8,'1013',NULL,NULL,NULL,NULL,'{}','{}','Inondations : 1013 personnes évacuées à Bangui dimanche.');
INSERT INTO "figures" VALUES(4,'9e376ae477108ba6',3,0,NULL,NULL,'en','unreviewed',NULL,NULL,NULL,NULL,18,20,41.0,41.0,41.0,'exact','person','other',NULL,'flow','','',NULL,NULL,'unknown','unknown',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,NULL,NULL,0.8,'41',NULL,NULL,NULL,NULL,'{}','{}','An old note about 41 people that somebody took out again.');
CREATE TABLE month_counts (
	month VARCHAR(32) NOT NULL, 
	measure VARCHAR(32) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	unit VARCHAR(32) NOT NULL, 
	status VARCHAR(32) NOT NULL, 
	figures INTEGER NOT NULL, 
	value FLOAT NOT NULL, 
	PRIMARY KEY (month, measure, kind, unit, status)
);
INSERT INTO "month_counts" VALUES('2026-03','displaced','flow','person','unreviewed',0,0.0);
INSERT INTO "month_counts" VALUES('2026-03','sheltered','stock','person','unreviewed',1,307.0);
INSERT INTO "month_counts" VALUES('2026-06','displaced','flow','person','unreviewed',0,0.0);
INSERT INTO "month_counts" VALUES('','','flow','person','unreviewed',0,0.0);
INSERT INTO "month_counts" VALUES('2026-03','displaced','flow','person','corrected',1,2011.0);
INSERT INTO "month_counts" VALUES('2026-06','displaced','flow','person','accepted',1,1013.0);
CREATE TABLE reviews (
	number INTEGER NOT NULL, 
	figure INTEGER, 
	document INTEGER NOT NULL, 
	action VARCHAR(16) NOT NULL, 
	"by" TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	why TEXT NOT NULL, 
	changes TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	undoes INTEGER, 
	PRIMARY KEY (number), 
	FOREIGN KEY(figure) REFERENCES figures (number), 
	FOREIGN KEY(document) REFERENCES documents (number)
);
INSERT INTO "reviews" VALUES(1,1,1,'correct','ana','2026-07-03 00:00:00.000000','the council''s list','{"value": 2011, "low": 2011, "high": 2011}','{"value": 2003.0, "low": 2003.0, "high": 2003.0, "status": "unreviewed"}','{"value": 2011, "low": 2011, "high": 2011, "status": "corrected"}',NULL);
INSERT INTO "reviews" VALUES(2,3,2,'accept','ben','2026-07-04 00:00:00.000000','','{}','{"status": "unreviewed"}','{"status": "accepted"}',NULL);
INSERT INTO "reviews" VALUES(3,NULL,3,'remove','ben','2026-11-24 03:52:13.364291','','{}','{}','{}',NULL);
CREATE TABLE series_rows (
	number INTEGER NOT NULL, 
	series_key TEXT NOT NULL, 
	series TEXT NOT NULL, 
	country TEXT, 
	place TEXT, 
	place_id TEXT, 
	place_role TEXT, 
	measure TEXT, 
	cause TEXT, 
	kind TEXT, 
	unit TEXT, 
	date DATE, 
	period_start DATE, 
	period_end DATE, 
	value FLOAT, 
	low FLOAT, 
	high FLOAT, 
	basis TEXT, 
	household_size FLOAT, 
	household_size_year INTEGER, 
	household_size_source TEXT, 
	role TEXT, 
	role_reason TEXT, 
	reports INTEGER, 
	sources TEXT, 
	figure_ids TEXT, 
	PRIMARY KEY (number)
);
INSERT INTO "series_rows" VALUES(1,'geonames:2389853|displaced','Bangui (CAF) · origin · displaced','CAF','Bangui','geonames:2389853',NULL,'displaced','disaster','flow','person','2026-06-14',NULL,'2026-06-14',1013.0,1013.0,1013.0,'reported',NULL,NULL,NULL,'recommended',NULL,1,NULL,'053e9b8b1057dd07');
CREATE INDEX documents_by_day ON documents (published);
CREATE INDEX documents_by_addition ON documents (added_at);
CREATE INDEX figures_of_document ON figures (document);
CREATE INDEX figures_by_month ON figures (shown, month, measure, kind, unit, country, cause, status, source_id, language, term, hazard, period_end, value);
CREATE INDEX figures_by_country ON figures (country, shown, month, measure, kind, unit, cause, status, source_id, period_end, value);
CREATE INDEX figures_of_series ON figures (series_key);
CREATE INDEX figures_by_place ON figures (place);
CREATE INDEX figures_by_doubt ON figures (shown, status, confidence);
CREATE INDEX figures_by_publication ON figures (shown, published);
CREATE INDEX extracted_of_figure ON extracted (figure);
CREATE INDEX reviews_of_figure ON reviews (figure);
CREATE INDEX reviews_of_document ON reviews (document);
CREATE INDEX reviews_by_time ON reviews (at);
CREATE INDEX series_rows_of_key ON series_rows (series_key);
CREATE INDEX series_rows_by_country ON series_rows (country, measure, date);
CREATE INDEX series_rows_by_place ON series_rows (place_id, measure, date);
CREATE INDEX series_rows_by_measure ON series_rows (measure, kind, role, date);
COMMIT;
