//! As much of JSON Schema as the files in `docs/reference` use.

use serde_json::Value;

/// What is wrong with `value` under `schema`; empty if nothing.
pub(crate) fn faults(root: &Value, schema: &Value, value: &Value, path: &str) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#')).unwrap_or_else(|| panic!("{name}: no such definition"));
        return faults(root, target, value, path);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let tried: Vec<_> = choices.iter().map(|choice| faults(root, choice, value, path)).collect();
        return if tried.iter().any(Vec::is_empty) { Vec::new() } else { tried.concat() };
    }
    if let Some(only) = schema.get("const") {
        return if value == only { Vec::new() } else { vec![format!("{path}: {value} is not {only}")] };
    }
    if let Some(names) = schema["enum"].as_array() {
        return if names.contains(value) { Vec::new() } else { vec![format!("{path}: {value} is none of {names:?}")] };
    }
    match (schema["type"].as_str().expect("a type"), value) {
        ("object", Value::Object(fields)) => {
            // Without them it may hold anything.
            let Some(known) = schema["properties"].as_object() else { return Vec::new() };
            let unknown = fields.keys().filter(|key| !known.contains_key(*key));
            let mut out: Vec<String> =
                unknown.map(|key| format!("{path}.{key}: written, but not in the schema; document it there")).collect();
            for key in schema["required"].as_array().expect("required").iter().filter_map(Value::as_str) {
                if !fields.contains_key(key) {
                    out.push(format!("{path}.{key}: in the schema as required, but not written"));
                }
            }
            for (key, value) in fields {
                if let Some(schema) = known.get(key) {
                    out.extend(faults(root, schema, value, &format!("{path}.{key}")));
                }
            }
            out
        }
        ("array", Value::Array(items)) if schema["prefixItems"].is_array() => {
            let places = schema["prefixItems"].as_array().expect("a list");
            if places.len() != items.len() {
                return vec![format!("{path}: {} items, not {}", items.len(), places.len())];
            }
            let each = places.iter().zip(items).enumerate();
            each.flat_map(|(n, (schema, it))| faults(root, schema, it, &format!("{path}[{n}]"))).collect()
        }
        ("array", Value::Array(items)) => {
            let each = items.iter().enumerate();
            each.flat_map(|(n, it)| faults(root, &schema["items"], it, &format!("{path}[{n}]"))).collect()
        }
        ("string", Value::String(_))
        | ("null", Value::Null)
        | ("number", Value::Number(_))
        | ("boolean", Value::Bool(_)) => Vec::new(),
        ("integer", Value::Number(it)) if it.is_u64() => Vec::new(),
        (wanted, value) => vec![format!("{path}: {value} is no {wanted}")],
    }
}
