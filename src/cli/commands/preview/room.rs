//! The connections that are open, and which of them gives way when there are too many: whoever
//! holds many open, nobody else is kept out by that.

use std::collections::VecDeque;
use std::io;
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The most that have not shown yet that they know the address.
const WAITING: usize = 32;
/// The most of those that do, and are being answered; a browser opens six.
const ANSWERED: usize = 32;
/// The most streams of events; a tab has one while it is seen.
const LISTENING: usize = 16;

/// The room for connections.
#[derive(Default)]
pub(super) struct Room {
    inside: Mutex<Inside>,
}

/// Those inside, the oldest first.
#[derive(Default)]
struct Inside {
    next: u64,
    waiting: VecDeque<Guest>,
    answered: VecDeque<Guest>,
    listening: VecDeque<(String, Guest)>,
}

struct Guest {
    number: u64,
    stream: TcpStream,
}

impl Drop for Guest {
    /// Its thread, if it still goes on, finds the connection at its end.
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}

/// A connection's place in the room, until it is dropped.
pub(super) struct Seat {
    room: Arc<Room>,
    number: u64,
}

impl Room {
    /// Takes a connection in. Where too many wait to say what they want, the oldest goes.
    ///
    /// # Errors
    /// The system gives no second handle of it.
    pub(super) fn enter(self: &Arc<Self>, stream: &TcpStream) -> io::Result<Seat> {
        let stream = stream.try_clone()?;
        let mut inside = self.inside();
        let number = inside.next;
        inside.next += 1;
        if inside.waiting.len() >= WAITING {
            inside.waiting.pop_front();
        }
        inside.waiting.push_back(Guest { number, stream });
        Ok(Seat { room: Arc::clone(self), number })
    }

    /// Each change is whole: a thread that came to grief leaves nothing half done.
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    fn take_waiting(&mut self, number: u64) -> Option<Guest> {
        let at = self.waiting.iter().position(|guest| guest.number == number)?;
        self.waiting.remove(at)
    }
}

impl Seat {
    /// It is to be answered; false where it had to give way, or too many are.
    pub(super) fn is_answered(&self) -> bool {
        let mut inside = self.room.inside();
        let Some(guest) = inside.take_waiting(self.number) else { return false };
        let is_room = inside.answered.len() < ANSWERED;
        if is_room {
            inside.answered.push_back(guest);
        }
        is_room
    }

    /// It is a tab's stream of events: an older one of that tab goes, and where there are too
    /// many the oldest. False where it had to give way itself.
    pub(super) fn listens(&self, tab: &str) -> bool {
        let mut inside = self.room.inside();
        let Some(guest) = inside.take_waiting(self.number) else { return false };
        inside.listening.retain(|(own, _)| own != tab);
        if inside.listening.len() >= LISTENING {
            inside.listening.pop_front();
        }
        inside.listening.push_back((tab.to_owned(), guest));
        true
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut inside = self.room.inside();
        inside.waiting.retain(|guest| guest.number != self.number);
        inside.answered.retain(|guest| guest.number != self.number);
        inside.listening.retain(|(_, guest)| guest.number != self.number);
    }
}
