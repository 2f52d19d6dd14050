//! The vocabulary as a double-array trie (Aoe 1989): one look-up a byte, wherever the longest piece ends.

/// Pieces by their bytes.
#[derive(Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    /// The piece that ends at each node, where one does.
    ids: Vec<u32>,
}

/// A node of a trie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place(u32);

/// The child of a node at `byte` is at `base + byte`, if `parent` there says so. Eight bytes, for speed is cache misses.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// With `ENDS` added where a piece ends here.
    base: u32,
    parent: u32,
}

const ENDS: u32 = 1 << 31;
const NONE: u32 = u32::MAX;
/// So many places looked at for a family in vain tell that there are few left.
const CROWDED: usize = 64;
const FREE: Node = Node { base: 0, parent: NONE };

impl Trie {
    /// Where every piece starts.
    pub(super) const ROOT: Place = Place(0);

    /// Builds it from pieces with their ids; pieces are sorted, differ, and none is empty.
    pub(super) fn new(pieces: &[(&[u8], u32)]) -> Self {
        let mut nodes = vec![FREE; 1];
        let mut ends = Vec::with_capacity(pieces.len());
        // Nodes whose children have no place yet: node, depth, and the pieces below it. Depth first, so that the tail of a
        // long piece lies close together.
        let mut open = vec![(0_u32, 0_usize, pieces)];
        let mut families: Vec<&[(&[u8], u32)]> = Vec::new();
        let (mut gaps, mut crowded) = (1, 1);
        while let Some((node, depth, mut below)) = open.pop() {
            if let Some((piece, id)) = below.first()
                && piece.len() == depth
            {
                nodes[node as usize].base = ENDS;
                ends.push((node, *id));
                below = &below[1..];
            }
            families.clear();
            families.extend(below.chunk_by(|a, b| a.0[depth] == b.0[depth]));
            if families.is_empty() {
                continue;
            }
            // The root is nobody's child.
            let is_free = |at: usize| at > 0 && nodes.get(at).is_none_or(|node| node.parent == NONE);
            let fits = |base: &usize| families.iter().all(|it| is_free(base + usize::from(it[0].0[depth])));
            // Only children fill gaps from the front; families look further back once the front is crowded.
            let front = if families.len() == 1 { &mut gaps } else { &mut crowded };
            while !is_free(*front) {
                *front += 1;
            }
            let first = front.saturating_sub(usize::from(families[0][0].0[depth]));
            let base = (first..).find(fits).expect("past the end everything fits");
            if base - first > CROWDED {
                *front += (base - first) / 2;
            }
            nodes.resize(nodes.len().max(base + 256), FREE);
            nodes[node as usize].base |= base as u32;
            for family in &families {
                let child = base + usize::from(family[0].0[depth]);
                nodes[child].parent = node;
                open.push((child as u32, depth + 1, *family));
            }
        }
        let mut ids = vec![NONE; nodes.len()];
        ends.into_iter().for_each(|(node, id)| ids[node as usize] = id);
        Self { nodes, ids }
    }

    /// Where some bytes lead from the root.
    pub(super) fn walk(&self, bytes: &[u8]) -> Option<Place> {
        bytes.iter().try_fold(Self::ROOT, |place, byte| self.step(place, *byte))
    }

    /// The longest piece that `bytes` start with, capital ASCII letters read as small ones: its id and its length.
    pub(super) fn longest(&self, from: Place, bytes: &[u8]) -> Option<(u32, usize)> {
        let (mut place, mut best) = (from, None);
        for (at, byte) in bytes.iter().enumerate() {
            let Some(next) = self.step(place, byte.to_ascii_lowercase()) else { break };
            place = next;
            if self.nodes[place.0 as usize].base & ENDS != 0 {
                best = Some((place, at + 1));
            }
        }
        best.map(|(place, length)| (self.ids[place.0 as usize], length))
    }

    fn step(&self, place: Place, byte: u8) -> Option<Place> {
        let child = (self.nodes[place.0 as usize].base & !ENDS) + u32::from(byte);
        (self.nodes.get(child as usize)?.parent == place.0).then_some(Place(child))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_what_looking_through_all_pieces_finds() {
        // Every word of up to 4 letters of an alphabet of bytes far apart, one in three a piece.
        let alphabet = [0_u8, b'a', b'b', 0x80, 0xff];
        let mut words = vec![Vec::new()];
        for start in 0.. {
            let Some(word) = words.get(start).filter(|word: &&Vec<u8>| word.len() < 4).cloned() else { break };
            words.extend(alphabet.iter().map(|byte| [&word[..], &[*byte]].concat()));
        }
        words.remove(0);
        let mut pieces: Vec<(&[u8], u32)> = words.iter().step_by(3).map(Vec::as_slice).zip(7..).collect();
        pieces.sort_unstable();
        let trie = Trie::new(&pieces);
        for word in &words {
            let prefixes = (1..=word.len()).rev().map(|length| (&word[..length], length));
            let expected = prefixes
                .filter_map(|(prefix, length)| Some((pieces.iter().find(|it| it.0 == prefix)?.1, length)))
                .next();
            assert_eq!(trie.longest(Trie::ROOT, word), expected, "{word:?}");
        }
        assert_eq!(trie.walk(b"ax"), None);
        assert_eq!(trie.longest(Trie::ROOT, b""), None);
    }
}
