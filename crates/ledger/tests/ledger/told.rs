//! Small reports by hand: what a reader would have found in them is said in a line each.

use sayso_wire::Record;
use serde_json::{Value, json};

/// A report that is being told.
#[derive(Clone)]
pub(crate) struct Told(Value);

impl Told {
    /// A report of an outlet and a day; its address is of both and of its title.
    pub(crate) fn new(outlet: &str, day: &str, title: &str, text: &str) -> Self {
        let url = format!("https://{}.example/{day}/{}", outlet.replace(' ', "-"), title.replace(' ', "-"));
        Self(json!({
            "schema": "sayso/1", "reader": {"version": "1", "weights": null, "data": "d"},
            "document": {"id": url, "url": url, "title": title, "outlet": outlet, "authors": [], "published": day, "modified": null,
                         "language": "en", "text": text, "blocks": []},
            "parties": [], "times": [], "places": [], "statements": [], "events": [], "figures": [], "differ": [], "doubts": []
        }))
    }

    /// Another field of the report.
    pub(crate) fn with(mut self, pointer: &str, value: impl Into<Value>) -> Self {
        *self.0.pointer_mut(pointer).expect("a field of the record") = value.into();
        self
    }

    /// Read by another version.
    pub(crate) fn read_by(self, version: &str) -> Self {
        self.with("/reader/version", version)
    }

    fn text(&self) -> &str {
        self.0["document"]["text"].as_str().expect("a text")
    }

    /// Code points of words in the text.
    fn at(&self, words: &str) -> Value {
        let start = self.text().find(words).unwrap_or_else(|| panic!("{words} is no part of the text"));
        let start = self.text()[..start].chars().count();
        json!([start, start + words.chars().count()])
    }

    fn push(&mut self, list: &str, value: Value) {
        self.0[list].as_array_mut().expect("a list").push(value);
    }

    fn count(&self, list: &str) -> usize {
        self.0[list].as_array().map_or(0, Vec::len)
    }

    /// The number of a party in the record, made if it is new: `person` for two capitals, else `unnamed` or what stands before a colon.
    fn party(&mut self, told: &str) -> usize {
        let (kind, name) = told.split_once(':').unwrap_or(("person", told));
        let known = self.0["parties"].as_array().and_then(|all| all.iter().position(|it| it["name"] == name));
        known.unwrap_or_else(|| {
            let id = self.count("parties");
            let mentions: Vec<Value> = self.text().find(name).map(|_| self.at(name)).into_iter().collect();
            let party = json!({"id": id, "name": name, "kind": kind, "role": null, "country": null, "sector": null, "code": null, "mentions": mentions});
            self.push("parties", party);
            id
        })
    }

    /// Somebody is mentioned: `Ada Quill`, `organization:Sorn Council`.
    pub(crate) fn mentions(mut self, party: &str) -> Self {
        let _ = self.party(party);
        self
    }

    /// Somebody says these fragments of the text.
    pub(crate) fn says(mut self, party: &str, fragments: &[&str]) -> Self {
        let (number, id) = (self.party(party), self.count("statements"));
        let content: Vec<Value> = fragments.iter().map(|it| self.at(it)).collect();
        let name = party.split_once(':').map_or(party, |(_, name)| name);
        let it = json!({"id": id, "content": content, "source": null, "speaker": name, "cue": null, "manner": "direct", "said_on": null, "within": null,
                        "party": number, "quoted": [], "act": "say", "addressee": null, "said_at": null, "by": {"rule": "quotation", "score": 0.9}});
        self.push("statements", it);
        self
    }

    /// Something happens: the words that carry it, its PLOVER type and status, who and to whom.
    pub(crate) fn event(mut self, trigger: &str, kind: &str, status: &str, actor: &str, recipient: &str) -> Self {
        let [actors, recipients] = [actor, recipient].map(|it| {
            let all = it.split(';').filter(|it| !it.is_empty());
            let all = all.map(|it| {
                let number = self.party(it);
                json!({"mention": null, "name": it.split_once(':').map_or(it, |(_, name)| name), "party": number})
            });
            all.collect::<Vec<Value>>()
        });
        let id = self.count("events");
        let it = json!({"id": id, "trigger": self.at(trigger), "type": kind, "modes": [], "actors": actors, "recipients": recipients, "status": status,
                        "when": null, "where": null, "geo": null, "contexts": [], "cameo": null, "quad": 4, "scale": -9, "dead": null, "injured": null,
                        "attributed_to": null, "same_as": id, "by": {"rule": "clause", "score": 0.8}});
        self.push("events", it);
        self
    }

    /// Something is counted.
    pub(crate) fn figure(mut self, words: &str, number: f64, of: &str) -> Self {
        let id = self.count("figures");
        let it = json!({"id": id, "span": self.at(words), "low": number, "high": number, "unit": "count", "of": of, "per": null, "attributed_to": null,
                        "when": null, "where": null, "by": {"rule": "number", "score": 0.9}});
        self.push("figures", it);
        self
    }

    /// The record.
    pub(crate) fn record(&self) -> Record {
        serde_json::from_value(self.0.clone()).expect("a record")
    }
}

/// A line of a report in which somebody says something.
pub(crate) fn saying(outlet: &str, day: &str, who: &str, words: &str) -> Told {
    let title = words.split(' ').take(4).collect::<Vec<_>>().join(" ");
    Told::new(outlet, day, &title, &format!("{who} said: {words}")).says(who, &[words])
}
