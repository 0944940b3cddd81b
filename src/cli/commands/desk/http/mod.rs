//! HTTP on this machine: as much of it as our own page needs, and nobody else is answered.

pub(super) mod browser;
pub(super) mod connections;
pub(super) mod request;
pub(super) mod response;
pub(super) mod secret;
