//! A record out of the lines of a brat file: notes give what was, lines what is.

use super::out_of_text;
use crate::export::Words;
use crate::export::brat::fields::{self, Group, NODES, PARTS, Seen, Shown, TEXTS};
use crate::export::brat::sheet::{Node, Note, Sheet, Target};
use sayso_types::EventType;
use sayso_wire::{Record, Span};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Lines that could not be read or hang on one: findings on them are left out.
#[derive(Debug, Default)]
pub(super) struct Broken {
    pub(super) targets: BTreeSet<Target>,
}

/// Builds the record and tells of each line that does not fit; `None` where the report's own note is missing.
pub(super) fn record(
    text: &str,
    words: &Words<'_>,
    sheet: Sheet,
    broken: Broken,
    mut fault: impl FnMut(usize, String),
) -> Option<Record> {
    let mut page = Page { words, sheet, broken: broken.targets, notes: BTreeMap::new(), next: Map::new() };
    let mut whole = None;
    let mut free = Vec::new();
    for Note { of, text, line } in std::mem::take(&mut page.sheet.notes) {
        match serde_json::from_str::<Value>(&text) {
            Ok(Value::Object(note)) if note.contains_key("schema") => whole = Some((note, line)),
            Ok(note @ Value::Object(_)) => {
                page.notes.insert(of, (note, line));
            }
            _ => free.push((of, line)),
        }
    }
    // A note of somebody's own stands beside ours; one in place of ours takes the finding's number with it.
    for (of, line) in free {
        let ours = page.notes.contains_key(&of);
        if !ours {
            page.broken.insert(of);
        }
        let left = if ours { "" } else { "; what it is about is left out" };
        fault(line, format!("the note is no JSON object{left}"));
    }
    let Some((mut whole, line)) = whole else {
        fault(0, "the report's note, the first of the file, is missing".into());
        return None;
    };
    if let Some(Value::Object(next)) = whole.remove("next") {
        page.next = next;
    }
    let unseen = whole.remove("unseen").unwrap_or_default();
    if let Some(Value::Object(document)) = whole.get_mut("document") {
        document.insert("text".into(), text.into());
    }
    let mut lists: BTreeMap<&str, Vec<Value>> =
        fields::groups().map(|it| (it.list, unseen[it.list].as_array().cloned().unwrap_or_default())).collect();
    page.parties_times_places(&mut lists, &mut fault);
    page.findings(&mut lists, &mut fault);
    for (list, mut items) in lists {
        let numbered = TEXTS[1..].iter().all(|it| it.list != list);
        items.sort_by_key(|it| it[if numbered { "id" } else { "n" }].as_u64().unwrap_or(u64::MAX));
        for item in items.iter_mut().filter_map(Value::as_object_mut) {
            item.remove("n");
        }
        whole.insert(list.into(), items.into());
    }
    let whole = Value::Object(whole);
    if let Some(why) = out_of_text(&whole, words.len()) {
        fault(line, why);
        return None;
    }
    serde_json::from_value(whole).map_err(|error| fault(line, error.to_string())).ok()
}

struct Page<'a> {
    words: &'a Words<'a>,
    sheet: Sheet,
    broken: BTreeSet<Target>,
    /// Notes and their lines.
    notes: BTreeMap<Target, (Value, usize)>,
    /// The first number that was free in each list before anybody changed anything.
    next: Map<String, Value>,
}

impl Page<'_> {
    /// A number that no finding had.
    fn free(&mut self, list: &str) -> u64 {
        let free = self.next.get(list).and_then(Value::as_u64).unwrap_or_default();
        self.next.insert(list.into(), (free + 1).into());
        free
    }

    fn parties_times_places(&mut self, lists: &mut BTreeMap<&str, Vec<Value>>, fault: &mut impl FnMut(usize, String)) {
        for group in &TEXTS {
            let mut of_kind: Vec<u32> =
                self.sheet.texts.iter().filter(|(_, it)| it.kind == group.kind).map(|(number, _)| *number).collect();
            while let Some(first) = of_kind.first().copied() {
                // What is the same is one finding; anything else is one by itself.
                let mut members = BTreeSet::from([first]);
                if group.fields[0].1 == Shown::Mentions {
                    let mut before = 0;
                    while before < members.len() {
                        before = members.len();
                        for same in &self.sheet.same {
                            if same.iter().any(|it| members.contains(it)) {
                                members.extend(same.iter().filter(|it| of_kind.contains(it)));
                            }
                        }
                    }
                }
                of_kind.retain(|it| !members.contains(it));
                let touched = members.iter().any(|it| self.broken.contains(&Target::Text(*it)));
                let hangs = self.sheet.same.iter().any(|same| {
                    same.iter().any(|it| members.contains(it))
                        && same.iter().any(|it| self.broken.contains(&Target::Text(*it)))
                });
                if touched || hangs {
                    continue;
                }
                let note = members.iter().find_map(|it| self.notes.remove(&Target::Text(*it)));
                let spans = members.iter().filter_map(|it| self.sheet.texts.get(it)).map(|it| it.spans.clone());
                let seen = match group.fields[0].1 {
                    Shown::Mentions => Seen::Each(spans.collect()),
                    _ => Seen::Spans(spans.flatten().collect()),
                };
                let (item, line) = match note {
                    Some((note, line)) => (note, line),
                    None => (self.new_text(group, &seen), 0),
                };
                if let Some(item) = self.checked(group, item, &[(0, seen)], line, &[], fault) {
                    lists.entry(group.list).or_default().push(item);
                }
            }
        }
    }

    fn new_text(&mut self, group: &Group, seen: &Seen) -> Value {
        let name = match seen {
            Seen::Spans(spans) => self.reference(spans),
            Seen::Each(all) => all.first().map(|it| self.reference(it)).unwrap_or_default(),
            _ => String::new(),
        };
        match group.list {
            "parties" => {
                json!({"id": self.free("parties"), "name": name, "kind": "unnamed", "role": null, "country": null,
                "sector": null, "code": null})
            }
            "times" => json!({"value": ""}),
            _ => json!({"name": name, "lat": 0, "lon": 0, "country": null, "admin1": null, "geonames_id": null}),
        }
    }

    fn findings(&mut self, lists: &mut BTreeMap<&str, Vec<Value>>, fault: &mut impl FnMut(usize, String)) {
        let nodes = std::mem::take(&mut self.sheet.nodes);
        // Statements get their numbers first: others refer to them by line.
        let mut statements: BTreeMap<u32, u64> = BTreeMap::new();
        for (number, _) in nodes.iter().filter(|(_, it)| it.kind == NODES[0].kind) {
            let noted = self.notes.get(&Target::Node(*number)).and_then(|(note, _)| note["id"].as_u64());
            let id = noted.unwrap_or_else(|| self.free("statements"));
            statements.insert(*number, id);
        }
        let told: Vec<(u32, u64)> = statements.into_iter().collect();
        for (number, node) in nodes {
            let own = Target::Node(number);
            if PARTS.contains(&node.kind.as_str()) || TEXTS.iter().any(|it| it.kind == node.kind) {
                fault(node.line, format!("`{}` is no kind of finding", node.kind));
                continue;
            }
            let targets = node.parts.iter().map(|it| it.1).chain([Target::Text(node.trigger), own]);
            if targets.into_iter().any(|it| self.broken.contains(&it)) {
                fault(node.line, format!("{own} is left out: it hangs on a line that could not be read"));
                continue;
            }
            let group = NODES.iter().find(|it| it.kind == node.kind).unwrap_or(&NODES[1]);
            let seen = match self.seen(group, number, &node, &told) {
                Ok(seen) => seen,
                Err(why) => {
                    fault(node.line, why);
                    continue;
                }
            };
            let (item, line) = match self.notes.remove(&own) {
                Some((note, line)) => (note, line),
                None => (self.new_node(group, number, &node, &told, lists), node.line),
            };
            if let Some(item) = self.checked(group, item, &seen, line, &told, fault) {
                lists.entry(group.list).or_default().push(item);
            }
        }
    }

    /// What the lines show of each field.
    fn seen(&self, group: &Group, number: u32, node: &Node, told: &[(u32, u64)]) -> Result<Vec<(usize, Seen)>, String> {
        let text = |target: Target| match target {
            Target::Text(it) => self.sheet.texts.get(&it).map(|it| it.spans.clone()),
            Target::Node(_) => None,
        };
        let missing = |target: Target| format!("{target} is not there, or no words");
        let known: Vec<&str> = group
            .fields
            .iter()
            .filter_map(|(_, shown)| match shown {
                Shown::Role(role) | Shown::Roles(role) | Shown::Statement(role) => Some(*role),
                _ => None,
            })
            .collect();
        if let Some((role, _)) = node.parts.iter().find(|(role, _)| !known.contains(&role.as_str())) {
            return Err(format!("`{role}` is no role of {}", node.kind));
        }
        let mut all = Vec::new();
        for (n, (_, shown)) in group.fields.iter().enumerate() {
            let parts = |role: &'static str| node.parts.iter().filter(move |it| it.0 == role).map(|it| it.1);
            let seen = match shown {
                Shown::Words | Shown::Fragments | Shown::Mentions => {
                    let own = Target::Text(node.trigger);
                    Seen::Spans(text(own).ok_or_else(|| missing(own))?)
                }
                Shown::Type => Seen::Name(Some(node.kind.clone())),
                Shown::Role(role) => {
                    let spans = parts(role).map(|it| text(it).ok_or_else(|| missing(it)));
                    let mut spans = spans.collect::<Result<Vec<_>, _>>()?;
                    if spans.len() > 1 {
                        return Err(format!("two of `{role}`"));
                    }
                    Seen::Spans(spans.pop().unwrap_or_default())
                }
                Shown::Roles(role) => {
                    let spans = parts(role).map(|it| text(it).ok_or_else(|| missing(it)));
                    Seen::Each(spans.collect::<Result<_, _>>()?)
                }
                Shown::Statement(role) => {
                    let id = |target: Target| match target {
                        Target::Node(line) => told.iter().find(|it| it.0 == line).map(|it| it.1),
                        Target::Text(_) => None,
                    };
                    match parts(role).next() {
                        Some(it) => Seen::Id(Some(id(it).ok_or_else(|| format!("{it} is no statement"))?)),
                        None => Seen::Id(None),
                    }
                }
                Shown::Mark(name, _) => {
                    let of = |it: &&crate::export::brat::sheet::Mark| it.of == Target::Node(number) && it.name == *name;
                    Seen::Name(self.sheet.marks.iter().find(of).map(|it| it.value.clone()))
                }
            };
            all.push((n, seen));
        }
        Ok(all)
    }

    /// What a new finding is as long as nobody says otherwise. People found it, and are sure.
    fn new_node(
        &mut self,
        group: &Group,
        number: u32,
        node: &Node,
        told: &[(u32, u64)],
        lists: &BTreeMap<&str, Vec<Value>>,
    ) -> Value {
        let by = json!({"rule": "human", "score": 1});
        let part = |role: &str| {
            node.parts.iter().find(|it| it.0 == role).and_then(|it| match it.1 {
                Target::Text(it) => self.sheet.texts.get(&it),
                Target::Node(_) => None,
            })
        };
        let parties = lists.get("parties").map(Vec::as_slice).unwrap_or_default();
        match group.list {
            "statements" => {
                let source = part("Source").map(|it| it.spans.clone());
                let party = source.as_ref().and_then(|it| self.party(it, parties));
                let name = source.as_ref().map(|it| self.reference(it));
                let speaker = party.map_or(json!(name), |it| it["name"].clone());
                let id = told.iter().find(|it| it.0 == number).map(|it| it.1);
                json!({"id": id, "speaker": speaker, "manner": "indirect", "said_on": null, "said_at": null,
                    "party": party.map(|it| it["id"].clone()), "quoted": [], "act": "say", "by": by})
            }
            "events" => {
                let id = self.free("events");
                json!({"id": id, "modes": [], "status": "occurred", "when": null, "where": null, "geo": null,
                    "contexts": [], "cameo": null, "quad": 1, "scale": 0, "dead": null, "injured": null, "same_as": id,
                    "by": by})
            }
            _ => json!({"id": self.free("figures"), "low": null, "high": null, "unit": "count", "of": "", "per": null,
                "when": null, "where": null, "by": by}),
        }
    }

    /// Brings an item to what its lines show, and tries whether it is one of its kind.
    fn checked(
        &self,
        group: &Group,
        mut item: Value,
        seen: &[(usize, Seen)],
        line: usize,
        told: &[(u32, u64)],
        fault: &mut impl FnMut(usize, String),
    ) -> Option<Value> {
        for (n, seen) in seen {
            let (key, shown) = group.fields[*n];
            let has = item.get(key);
            let before = has.map(|it| fields::show(shown, it, self.words, &|id| told.iter().any(|it| it.1 == id)));
            let gone = matches!((shown, seen), (Shown::Mark(..), Seen::Name(None)));
            if before.as_ref() != Some(seen) && !(gone && has.is_some()) {
                if let Some(why) = unknown(shown, seen) {
                    fault(line, why);
                    return None;
                }
                item[key] = fields::read(seen, shown, has, self.words);
                if shown == Shown::Type {
                    retyped(&mut item);
                }
            }
        }
        let result = match group.list {
            "parties" => is::<sayso_wire::Party>(&item),
            "times" => is::<sayso_wire::Time>(&item),
            "places" => is::<sayso_wire::Place>(&item),
            "statements" => is::<sayso_wire::Statement>(&item),
            "events" => is::<sayso_wire::Event>(&item),
            _ => is::<sayso_wire::Figure>(&item),
        };
        let within = out_of_text(&item, self.words.len()).map_or(Ok(()), Err);
        match result.and(within) {
            Ok(()) => Some(item),
            Err(why) => {
                fault(line, format!("left out: {why}"));
                None
            }
        }
    }

    fn party<'a>(&self, spans: &[Span], parties: &'a [Value]) -> Option<&'a Value> {
        let (start, end) = (spans.first()?[0], spans.last()?[1]);
        let is = |it: &Value| fields::span(it) == Some([start, end]);
        parties.iter().find(|it| it["mentions"].as_array().is_some_and(|all| all.iter().any(is)))
    }

    fn reference(&self, spans: &[Span]) -> String {
        crate::export::brat::sheet::reference(spans, self.words)
    }
}

fn is<T: DeserializeOwned>(value: &Value) -> Result<(), String> {
    serde_json::from_value::<T>(value.clone()).map(|_| ()).map_err(|it| it.to_string())
}

/// Why a word that was set is none of those that may be set: a slip is no decision.
fn unknown(shown: Shown, seen: &Seen) -> Option<String> {
    let (Shown::Mark(..) | Shown::Type, Seen::Name(Some(name))) = (shown, seen) else { return None };
    match shown {
        Shown::Mark(mark, values) if !values.contains(&name.as_str()) => {
            Some(format!("left out: `{name}` is no {}: {}", mark.to_lowercase(), values.join(", ")))
        }
        Shown::Type if EventType::ALL.iter().all(|it| it.name() != name) => {
            Some(format!("left out: `{name}` is no type of event"))
        }
        _ => None,
    }
}

/// What goes with an event's type: what is PLOVER's follows it, and what only the old type had is gone.
fn retyped(item: &mut Value) {
    let Some(kind) = EventType::ALL.into_iter().find(|it| item["type"] == it.name()) else { return };
    item["quad"] = kind.quad().into();
    item["scale"] = serde_json::to_value(sayso_wire::Number::from(kind.scale())).unwrap_or_default();
    item["cameo"] = Value::Null;
    if let Some(modes) = item["modes"].as_array_mut() {
        modes.retain(|it| it.as_str().is_some_and(|it| kind.modes().contains(&it)));
    }
}
