//! Trouble with the machine: the right exit code, one clear sentence, and nothing half-written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Area, Said, files, say};

/// Everything below an output folder, but for the lock and the journal.
fn published(output: &Path) -> Vec<String> {
    let name = |path: PathBuf| path.strip_prefix(output).unwrap().to_str().unwrap().to_owned();
    let mut names: Vec<String> = files(output).into_iter().map(name).collect();
    names.retain(|name| name != ".lock" && name != "journal.jsonl");
    names
}

/// One sentence on standard error, and no more.
fn one_sentence(said: &Said, words: &str) {
    let faults: Vec<&str> =
        said.err.lines().filter(|line| line.starts_with("fault: ") || line.starts_with("error")).collect();
    assert_eq!(faults.len(), 1, "{}", said.err);
    assert!(faults[0].contains(words), "{}", said.err);
}

/// Whether permissions bind us: they do not bind root.
fn permissions_bind(folder: &Path) -> bool {
    let path = folder.join("locked-away");
    fs::write(&path, "x").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    set_mode(&mut permissions, 0o000);
    fs::set_permissions(&path, permissions).unwrap();
    let bind = fs::read(&path).is_err();
    fs::remove_file(&path).unwrap();
    if !bind {
        say("skipped: permissions do not bind this user (root)");
    }
    bind
}

#[cfg(unix)]
fn set_mode(permissions: &mut fs::Permissions, mode: u32) {
    std::os::unix::fs::PermissionsExt::set_mode(permissions, mode);
}

#[cfg(not(unix))]
fn set_mode(permissions: &mut fs::Permissions, _: u32) {
    permissions.set_readonly(true);
}

fn chmod(path: &Path, mode: u32) {
    let mut permissions = fs::metadata(path).unwrap().permissions();
    set_mode(&mut permissions, mode);
    fs::set_permissions(path, permissions).unwrap();
}

#[test]
fn an_output_that_is_a_file_is_a_fault() {
    let area = Area::salford();
    fs::write(area.output(), "in the way").unwrap();
    let said = area.run();
    assert_eq!(said.code, 3);
    one_sentence(&said, "cannot create");
    assert_eq!(fs::read_to_string(area.output()).unwrap(), "in the way");
}

#[test]
fn a_read_only_output_is_a_fault() {
    let area = Area::salford();
    fs::create_dir(area.output()).unwrap();
    if !permissions_bind(area.folder()) {
        return;
    }
    chmod(&area.output(), 0o555);
    let said = area.run();
    chmod(&area.output(), 0o755);
    assert_eq!(said.code, 3);
    one_sentence(&said, "cannot write");
    assert!(published(&area.output()).is_empty());
}

#[test]
fn a_return_without_permission_is_a_finding_and_the_others_are_used() {
    let area = Area::salford();
    if !permissions_bind(area.folder()) {
        return;
    }
    let path = area.input().join("returns/salford-city-council/contributions-2006-07.csv");
    chmod(&path, 0o000);
    let said = area.run();
    chmod(&path, 0o644);
    assert!(said.err.contains("error[unreadable]"), "{}", said.err);
    assert!(area.revision(1).join("pack.pdf").exists());
}

#[test]
fn a_register_without_permission_is_a_fault() {
    let area = Area::salford();
    if !permissions_bind(area.folder()) {
        return;
    }
    let path = area.input().join("agreements.xlsx");
    chmod(&path, 0o000);
    let said = area.run();
    chmod(&path, 0o644);
    assert_eq!(said.code, 3);
    one_sentence(&said, "cannot read");
    assert!(published(&area.output()).is_empty());
}

#[test]
fn a_folder_that_cannot_be_published_into_keeps_what_was_there() {
    let area = Area::salford();
    area.run();
    let before = published(&area.output());
    area.replace("returns/salford-city-council/contributions-2006-07.csv", &[("8,700,000.00", "8,600,000.00")]);
    let in_the_way = area.output().join("salford/2006-07/.unfinished");
    fs::write(&in_the_way, "a file where the program makes a folder").unwrap();
    let said = area.run();
    fs::remove_file(&in_the_way).unwrap();
    assert_eq!(said.code, 3);
    one_sentence(&said, ".unfinished");
    assert_eq!(published(&area.output()), before);
}

#[test]
fn what_a_run_that_was_cut_off_left_behind_is_cleared() {
    let area = Area::salford();
    let left = area.output().join("salford/2006-07/.unfinished");
    fs::create_dir_all(&left).unwrap();
    fs::write(left.join("pack.pdf"), "half a").unwrap();
    assert_eq!(area.run().code, 0);
    assert!(!left.exists() && area.revision(1).join("pack.pdf").exists());
}

#[test]
fn a_full_disk_is_a_fault_and_leaves_nothing_half_written() {
    let area = Area::salford();
    fs::create_dir(area.output()).unwrap();
    let mount = |arguments: &[&str]| {
        Command::new(arguments[0]).args(&arguments[1..]).output().is_ok_and(|done| done.status.success())
    };
    let output = area.output();
    let target = output.to_str().unwrap();
    if !mount(&["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", target]) {
        say("skipped: no small disk can be mounted here");
        return;
    }
    let said = area.run();
    let left = published(&output);
    assert!(mount(&["umount", target]));
    assert_eq!(said.code, 3, "{}", said.err);
    one_sentence(&said, "No space left on device");
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_second_run_at_the_same_time_is_turned_away() {
    let area = Area::salford();
    let held = scrutiny::record::journal::lock(&area.output()).unwrap();
    let said = area.run();
    assert_eq!(said.code, 4);
    one_sentence(&said, "another run is writing");
    drop(held);
    assert_eq!(area.run().code, 0);
}
