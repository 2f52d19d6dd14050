//! The weights file: a safetensors container, read from bytes, every name, type and shape checked before use.
//!
//! What cannot be used is refused here with the tensor's name, so that nothing behind this file can fail. The
//! file holds the network as trained, eight bits a weight; how a kernel wants them laid out is
//! [`crate::kernels`]' concern.

use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::fmt;

/// What the file must call itself.
const FORMAT: &str = "sayso-encoder/1";

/// Width of one attention head. The kernels are built for it.
pub(crate) const HEAD_WIDTH: usize = 32;

/// Hidden and intermediate widths are multiples of this, so that no kernel has a ragged edge.
const WIDTH_UNIT: usize = 64;

/// Bounds that keep a garbled file from asking for more memory than a sound one ever would.
const MOST_LAYERS: usize = 64;
const MOST_WIDTH: usize = 1 << 13;

/// A weights file, read and checked. Integer tensors still lie in the file's bytes.
#[derive(Debug)]
pub struct Weights<'a> {
    /// Name, version, sizes and heads.
    pub about: About,
    /// SHA-256 of the whole file, in hexadecimal.
    pub digest: String,
    /// Word pieces joined by line feeds; a piece's id is its line's number.
    pub vocabulary: &'a str,
    /// Word-piece embeddings, one row a piece; no bias.
    pub pieces: Matrix<'a>,
    /// Position embeddings `[window, hidden]`, the one token type folded in.
    pub positions: Vec<f32>,
    /// Cast embeddings `[sum of casts, hidden]`.
    pub casts: Vec<f32>,
    /// After the sum of the embeddings.
    pub norm: Norm,
    /// In order of their use.
    pub layers: Vec<Layer<'a>>,
    /// All heads' rows, in the order of [`About::heads`].
    pub heads: Matrix<'a>,
    /// Into the branch that sees a token's word and its neighbours, before GELU `[words, 3 × hidden]`.
    pub word_up: Matrix<'a>,
    /// Out of it, to the tags of the head `names`.
    pub word_down: Matrix<'a>,
    /// Words, one a line in lower case, that name nobody though they have a capital letter.
    pub common: &'a str,
    /// Words, one a line in lower case, that never stand without one.
    pub proper: &'a str,
}

/// The file's metadata.
#[derive(Clone, Debug, Deserialize)]
pub struct About {
    format: String,
    /// The model's name.
    pub name: String,
    /// The model's version.
    pub version: String,
    /// Transformer layers.
    pub layers: usize,
    /// Width of a token's state.
    pub hidden: usize,
    /// Attention heads of a layer, each [`HEAD_WIDTH`] wide.
    pub heads_per_layer: usize,
    /// Width of the feed-forward part.
    pub intermediate: usize,
    /// Most pieces a window may have, `[CLS]` and `[SEP]` counted.
    pub window: usize,
    /// Width of the branch that sees the words of names.
    pub words: usize,
    /// The piece that stands for every covered name.
    pub cover: u32,
    /// How many values each cast of a token has; their rows follow one another in one table.
    pub casts: Vec<usize>,
    /// Bits of a quantised activation, 8 where the file does not say. With 7, rounding errors double, but every
    /// product of two activations and weights fits sixteen bits, which processors with AVX2 and nothing newer
    /// multiply half as fast again.
    #[serde(default)]
    pub activation_bits: ActivationBits,
    /// What is read off the last states.
    pub heads: Vec<Head>,
}

/// Bits of a quantised activation.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(try_from = "u8")]
pub enum ActivationBits {
    /// 0 to 127.
    Seven,
    /// 0 to 255.
    #[default]
    Eight,
}

impl ActivationBits {
    /// The highest activation.
    #[must_use]
    pub fn highest(self) -> u8 {
        match self {
            Self::Seven => 127,
            Self::Eight => 255,
        }
    }
}

impl TryFrom<u8> for ActivationBits {
    type Error = String;

    fn try_from(bits: u8) -> Result<Self, String> {
        match bits {
            7 => Ok(Self::Seven),
            8 => Ok(Self::Eight),
            _ => Err(format!("activations of {bits} bits; 7 and 8 can be run")),
        }
    }
}

impl About {
    /// Rows of the cast table.
    #[must_use]
    pub fn cast_rows(&self) -> usize {
        self.casts.iter().sum()
    }

    /// Rows of the heads' matrix, which are the scores a token gets.
    #[must_use]
    pub fn head_rows(&self) -> usize {
        self.heads.iter().map(Head::rows).sum()
    }
}

/// One head: either a score for each tag or a pair of vectors for links.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Head {
    /// What it reads, such as `roles`.
    pub name: String,
    /// How its rows are meant.
    #[serde(flatten)]
    pub kind: HeadKind,
}

/// How a head's rows are meant.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum HeadKind {
    /// One row a tag.
    Tags(Vec<String>),
    /// This many rows for the dependent end of a link, then as many for the end it points to.
    Link(usize),
}

impl Head {
    /// Rows in the heads' matrix.
    #[must_use]
    pub fn rows(&self) -> usize {
        match &self.kind {
            HeadKind::Tags(tags) => tags.len(),
            HeadKind::Link(width) => width.saturating_mul(2),
        }
    }
}

/// A linear map with one scale a row: `y = scale · (weight · x) + bias`.
#[derive(Debug)]
pub struct Matrix<'a> {
    /// Two's complement, row by row, never −128.
    pub weight: &'a [u8],
    /// One a row.
    pub scale: Vec<f32>,
    /// One a row; zero where the file has none.
    pub bias: Vec<f32>,
    /// Length of a row.
    pub width: usize,
}

impl Matrix<'_> {
    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.scale.len()
    }
}

/// Gain and offset of a LayerNorm.
#[derive(Clone, Debug)]
pub struct Norm {
    /// Gain.
    pub weight: Vec<f32>,
    /// Offset.
    pub bias: Vec<f32>,
}

/// One transformer layer, normalised after each half.
#[derive(Debug)]
pub struct Layer<'a> {
    /// Queries, keys, values; the softmax scale lies in the queries' rows.
    pub qkv: Matrix<'a>,
    /// Output of attention.
    pub out: Matrix<'a>,
    /// After attention and its residual.
    pub norm1: Norm,
    /// Into the feed-forward part, before GELU.
    pub up: Matrix<'a>,
    /// Out of it.
    pub down: Matrix<'a>,
    /// After the feed-forward part and its residual.
    pub norm2: Norm,
}

/// Why a weights file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeightsError {
    /// The bytes are no safetensors file.
    Container(String),
    /// The metadata is absent, is no JSON of this shape, or asks for what the kernels cannot run.
    Metadata(String),
    /// A tensor is absent or of another type, shape or range than it must be.
    Tensor {
        /// Its name.
        name: String,
        /// What is wrong with it.
        fault: String,
    },
}

impl fmt::Display for WeightsError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Container(fault) => write!(out, "no safetensors file: {fault}"),
            Self::Metadata(fault) => write!(out, "metadata of the weights: {fault}"),
            Self::Tensor { name, fault } => write!(out, "tensor {name}: {fault}"),
        }
    }
}

impl std::error::Error for WeightsError {}

impl<'a> Weights<'a> {
    /// Reads and checks a weights file.
    ///
    /// # Errors
    /// The first thing that is not as the format demands, with the tensor it was found in.
    pub fn read(bytes: &'a [u8]) -> Result<Self, WeightsError> {
        let tensors = SafeTensors::deserialize(bytes).map_err(|fault| WeightsError::Container(fault.to_string()))?;
        let about = about(bytes)?;
        let (hidden, between) = (about.hidden, about.intermediate);
        let text = |name: &str| {
            std::str::from_utf8(raw(&tensors, name, Dtype::U8, &[None])?).map_err(|fault| tensor(name, fault))
        };
        let vocabulary = text("vocabulary")?;
        let file = |name: &str, rows: usize, width: usize| matrix(&tensors, name, rows, width, Bias::Stored);
        let norm = |name: &str| norm(&tensors, name, hidden);
        let layers = (0..about.layers)
            .map(|at| {
                let name = |part: &str| format!("layers.{at}.{part}");
                Ok(Layer {
                    qkv: file(&name("qkv"), 3 * hidden, hidden)?,
                    out: file(&name("out"), hidden, hidden)?,
                    norm1: norm(&name("norm1"))?,
                    up: file(&name("up"), between, hidden)?,
                    down: file(&name("down"), hidden, between)?,
                    norm2: norm(&name("norm2"))?,
                })
            })
            .collect::<Result<_, WeightsError>>()?;
        Ok(Self {
            digest: Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
            vocabulary,
            pieces: matrix(&tensors, "pieces", vocabulary.split('\n').count(), hidden, Bias::None)?,
            positions: floats(&tensors, "positions", &[about.window, hidden])?,
            casts: floats(&tensors, "casts", &[about.cast_rows(), hidden])?,
            norm: norm("norm")?,
            layers,
            heads: file("heads", about.head_rows(), hidden)?,
            word_up: file("word_up", about.words, 3 * hidden)?,
            word_down: file(
                "word_down",
                about.heads.iter().find(|it| it.name == "names").map_or(0, Head::rows),
                about.words,
            )?,
            common: text("common")?,
            proper: text("proper")?,
            about,
        })
    }
}

/// Metadata, with sizes that the kernels can run and that multiply without overflow.
fn about(bytes: &[u8]) -> Result<About, WeightsError> {
    let (_, header) = SafeTensors::read_metadata(bytes).map_err(|fault| WeightsError::Container(fault.to_string()))?;
    let text = header
        .metadata()
        .as_ref()
        .and_then(|entries| entries.get("sayso"))
        .ok_or_else(|| WeightsError::Metadata("no entry `sayso`".to_owned()))?;
    let about: About = serde_json::from_str(text).map_err(|fault| WeightsError::Metadata(fault.to_string()))?;
    let refuse = |fault: String| Err(WeightsError::Metadata(fault));
    if about.format != FORMAT {
        return refuse(format!("format {:?} is not {FORMAT:?}", about.format));
    }
    for (name, width) in [("hidden", about.hidden), ("intermediate", about.intermediate), ("words", about.words)] {
        if width == 0 || width > MOST_WIDTH || width % WIDTH_UNIT != 0 {
            return refuse(format!("{name} is {width}, not a multiple of {WIDTH_UNIT} up to {MOST_WIDTH}"));
        }
    }
    if about.hidden != about.heads_per_layer.saturating_mul(HEAD_WIDTH) {
        let (hidden, heads) = (about.hidden, about.heads_per_layer);
        return refuse(format!("hidden is {hidden}, not {HEAD_WIDTH} for each of {heads} attention heads"));
    }
    if about.layers > MOST_LAYERS {
        return refuse(format!("{} layers, more than {MOST_LAYERS}", about.layers));
    }
    if about.window == 0 || about.window > MOST_WIDTH {
        return refuse(format!("window is {}, not in 1..={MOST_WIDTH}", about.window));
    }
    // A piece names its casts by the bits of one word.
    if about.casts.iter().fold(0, |sum: usize, &rows| sum.saturating_add(rows)) > u32::BITS as usize {
        return refuse(format!("more than {} cast rows", u32::BITS));
    }
    let rows = about.heads.iter().fold(0, |sum: usize, head| sum.saturating_add(head.rows()));
    if rows == 0 || rows > MOST_WIDTH {
        return refuse(format!("{rows} rows of heads, not in 1..={MOST_WIDTH}"));
    }
    Ok(about)
}

/// Whether a matrix comes with a bias.
#[derive(Clone, Copy)]
enum Bias {
    Stored,
    None,
}

fn matrix<'a>(
    tensors: &SafeTensors<'a>,
    name: &str,
    rows: usize,
    width: usize,
    bias: Bias,
) -> Result<Matrix<'a>, WeightsError> {
    let weight_name = format!("{name}.weight");
    let weight = raw(tensors, &weight_name, Dtype::I8, &[Some(rows), Some(width)])?;
    if weight.contains(&(i8::MIN as u8)) {
        return Err(tensor(&weight_name, "holds -128; weights lie in -127..=127"));
    }
    Ok(Matrix {
        weight,
        scale: floats(tensors, &format!("{name}.scale"), &[rows])?,
        bias: match bias {
            Bias::Stored => floats(tensors, &format!("{name}.bias"), &[rows])?,
            Bias::None => vec![0.0; rows],
        },
        width,
    })
}

fn norm(tensors: &SafeTensors<'_>, name: &str, width: usize) -> Result<Norm, WeightsError> {
    Ok(Norm {
        weight: floats(tensors, &format!("{name}.weight"), &[width])?,
        bias: floats(tensors, &format!("{name}.bias"), &[width])?,
    })
}

/// A tensor of finite numbers. Copied, because a file's bytes need not be aligned.
fn floats(tensors: &SafeTensors<'_>, name: &str, shape: &[usize]) -> Result<Vec<f32>, WeightsError> {
    let shape: Vec<_> = shape.iter().copied().map(Some).collect();
    let bytes = raw(tensors, name, Dtype::F32, &shape)?;
    let numbers: Vec<f32> = bytes.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
    match numbers.iter().find(|number| !number.is_finite()) {
        Some(number) => Err(tensor(name, format!("holds {number}"))),
        None => Ok(numbers),
    }
}

/// Bytes of a tensor of this type and shape; `None` stands for any length.
fn raw<'a>(
    tensors: &SafeTensors<'a>,
    name: &str,
    dtype: Dtype,
    shape: &[Option<usize>],
) -> Result<&'a [u8], WeightsError> {
    let view = tensors.tensor(name).map_err(|_| tensor(name, "is absent"))?;
    if view.dtype() != dtype {
        return Err(tensor(name, format!("is of type {:?}, not {dtype:?}", view.dtype())));
    }
    let fits = view.shape().len() == shape.len()
        && view.shape().iter().zip(shape).all(|(&found, wanted)| wanted.is_none_or(|wanted| wanted == found));
    if !fits {
        let wanted: Vec<_> = shape.iter().map(|size| size.map_or("any".to_owned(), |size| size.to_string())).collect();
        return Err(tensor(name, format!("has shape {:?}, not [{}]", view.shape(), wanted.join(", "))));
    }
    Ok(view.data())
}

fn tensor(name: &str, fault: impl fmt::Display) -> WeightsError {
    WeightsError::Tensor { name: name.to_owned(), fault: fault.to_string() }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
