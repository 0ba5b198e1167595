package dev.damson.launcher.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * Files and folders that one user may read. A file is made complete, with its owner and mode, beside the folders that
 * other users own and then renamed into place: root must never open a name that another user could turn into a link.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final String FOLDER = "rwx------";

    private PrivateFiles() {}

    /** A folder with mode 0700 that belongs to the user. */
    public static Path folder(Path path, Account owner) throws IOException {
        return folder(path, owner, FOLDER);
    }

    static Path folder(Path path, Account owner, String mode) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FOLDER)));
        }
        own(path, owner);
        setMode(path, mode);
        return path;
    }

    /** Writes a file with mode 0600 for the user, whole or not at all. */
    public static Path write(DataFolder data, Path path, String text, Account owner) throws IOException {
        return write(data, path, text, owner, FILE);
    }

    /** Writes a file that everyone may read, whole or not at all. */
    public static Path writePublic(DataFolder data, Path path, String text, Account owner) throws IOException {
        return write(data, path, text, owner, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static Path write(DataFolder data, Path path, String text, Account owner, Set<PosixFilePermission> mode)
            throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var unfinished = Files.createTempFile(data.run(), ".new-", "", PosixFilePermissions.asFileAttribute(FILE));
        try {
            try (var channel = Files.newByteChannel(unfinished, StandardOpenOption.WRITE)) {
                channel.write(java.nio.ByteBuffer.wrap(bytes));
            }
            Files.setPosixFilePermissions(unfinished, mode);
            own(unfinished, owner);
            return Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Whether the file has exactly this text; a link is never followed. */
    static boolean hasText(Path path, String text) throws IOException {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                && Arrays.equals(Files.readAllBytes(path), text.getBytes(StandardCharsets.UTF_8));
    }

    static void setMode(Path path, String mode) throws IOException {
        Files.getFileAttributeView(path, PosixFileAttributeView.class)
                .setPermissions(PosixFilePermissions.fromString(mode));
    }

    private static void own(Path path, Account owner) throws IOException {
        var uid = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (uid != owner.uid()) {
            Files.setAttribute(path, "unix:uid", owner.uid(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", owner.gid(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /**
     * Deletes a tree; what is not there is no error. Each folder is opened relative to the one above it and no link is
     * followed, so that nobody can swap a folder for a link while root is deleting.
     */
    public static void deleteTree(Path root) throws IOException {
        var parent = root.toAbsolutePath().getParent();
        if (parent == null || Files.notExists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var stream = Files.newDirectoryStream(parent)) {
            if (!(stream instanceof SecureDirectoryStream<Path> folder)) {
                throw new IOException("this file system cannot delete without following links: " + parent);
            }
            deleteEntry(folder, root.getFileName());
        }
    }

    private static void deleteEntry(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        var view = folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (!view.readAttributes().isDirectory()) {
            folder.deleteFile(name);
            return;
        }
        try (var children = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (var child : children) {
                deleteEntry(children, child.getFileName());
            }
        }
        folder.deleteDirectory(name);
    }
}
