//! A byte of a signed report changed, wherever it is: it is noticed, or nothing is another for it.

use std::ops::Range;
use std::sync::LazyLock;

use chengbao::cms::Trust;
use chengbao::moment::Moment;
use chengbao::verify::{human, signatures, verdict};

use crate::support::at_hand::at_hand;
use crate::support::signed::{ANY_SIGNER, NOW, Random, UNICOM, asking, byte_range, key};

static TRUST: LazyLock<Trust> = LazyLock::new(|| Trust::from_pem(&key("ca.pem")).unwrap());

/// The verdict in words.
fn verdict_of(pdf: &[u8]) -> (bool, String) {
    let verdict = verdict(pdf, &asking(Some(&TRUST), &ANY_SIGNER), &at_hand());
    (verdict.is_sound(), human(&verdict))
}

/// Whether the signatures alone are good: quicker, and what is left is the filing's.
fn are_sound(pdf: &[u8]) -> bool {
    signatures(pdf, Some(&TRUST), Moment(NOW)).is_ok_and(|found| found.is_sound())
}

/// The signature's room, its brackets not included: the only bytes that are not signed.
fn room() -> Range<usize> {
    let ([start, gap, end, rest], _) = byte_range(&UNICOM);
    assert_eq!((start, end + rest), (0, UNICOM.len()));
    gap + 1..end - 1
}

/// Each place with a value that it does not have: another bit, or another byte.
fn flipped(places: impl Iterator<Item = usize>, random: &mut Random) -> Vec<(usize, u8)> {
    let changed = |at: usize| {
        let was = UNICOM[at];
        let byte = match random.below(2) {
            0 => was ^ (1 << random.below(8)),
            _ => was.wrapping_add(1 + random.below(255) as u8),
        };
        (at, byte)
    };
    places.map(changed).collect()
}

#[test]
fn no_byte_can_be_changed_unseen() {
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let room = room();
    let mut places: Vec<usize> = (0..1000).map(|_| random.below(UNICOM.len())).collect();
    // The edges: the file's own, and those of what is left out.
    let ends = [0, room.start - 1, room.start, room.end, room.end + 1, UNICOM.len()];
    for edge in ends {
        places.extend(edge.saturating_sub(16)..(edge + 17).min(UNICOM.len()));
    }
    // And the room itself, where the signature is and where nothing is.
    places.extend((0..100).map(|_| room.start + random.below(room.len())));
    let (sound, before) = verdict_of(&UNICOM);
    assert!(sound, "{before}");
    let flips = flipped(places.into_iter(), &mut random);
    let (one, other) = flips.split_at(flips.len() / 2);
    let unseen: usize = std::thread::scope(|scope| {
        let halves = [one, other].map(|half| scope.spawn(|| unseen(half, &before)));
        halves.into_iter().map(|half| half.join().unwrap()).sum()
    });
    // Small letters for large ones, and bytes of certificates that nobody asks for.
    assert!(unseen < 100, "{unseen}");
}

/// How many changes are not noticed; those change nothing of what is reported.
fn unseen(flips: &[(usize, u8)], before: &str) -> usize {
    let room = room();
    let mut bytes = UNICOM.clone();
    let mut unseen = 0;
    for (n, (at, byte)) in flips.iter().copied().enumerate() {
        let was = std::mem::replace(&mut bytes[at], byte);
        let signed = are_sound(&bytes);
        assert!(!signed || room.contains(&at), "byte {at}: {was:#04x} {byte:#04x}");
        // The filing is typeset again for it, which takes its time.
        if signed || n % 10 == 0 {
            let (sound, after) = verdict_of(&bytes);
            assert_eq!(sound, signed, "byte {at}: {was:#04x} {byte:#04x}\n{after}");
            assert!(!sound || after == before, "byte {at}: {was:#04x} {byte:#04x}\n{after}");
        }
        unseen += usize::from(signed);
        bytes[at] = was;
    }
    unseen
}
