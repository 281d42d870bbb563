using System.ComponentModel;
using System.Diagnostics;

namespace SsoOidc.Credentials;

/// <summary>What a command printed, and how it ended.</summary>
internal sealed record ShellResult(int ExitCode, byte[] Output);

/// <summary>
/// Runs a command line through the shell. What it writes to its standard error is thrown away: it can hold secrets, and a
/// library has no console. Its standard input is closed.
/// </summary>
internal static class ShellCommand
{
    private const int MaxOutput = 1024 * 1024;

    /// <summary>Runs to the end, or until cancelled; then the command and what it started are killed.</summary>
    /// <exception cref="InvalidDataException">The output is too long.</exception>
    /// <exception cref="Win32Exception">There is no shell.</exception>
    public static async Task<ShellResult> RunAsync(string commandLine, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = CreateStartInfo(commandLine) };
        process.Start();
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
            byte[] output = await ReadAsync(process.StandardOutput.BaseStream, cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            return new ShellResult(process.ExitCode, output);
        }
        finally
        {
            Kill(process);
        }
    }

    private static ProcessStartInfo CreateStartInfo(string commandLine)
    {
        var start = new ProcessStartInfo
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (OperatingSystem.IsWindows())
        {
            // The shell has quoting rules of its own; the line must reach it as it stands.
            start.FileName = "cmd.exe";
            start.Arguments = $"/d /s /c \"{commandLine}\"";
        }
        else
        {
            start.FileName = "/bin/sh";
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(commandLine);
        }

        return start;
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException or AggregateException)
        {
            // It ended meanwhile, or is not ours to kill.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        byte[] buffer = new byte[4096];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            content.Write(buffer, 0, count);
            if (content.Length > MaxOutput)
            {
                throw new InvalidDataException("more than 1 MiB of output");
            }
        }

        return content.ToArray();
    }
}
