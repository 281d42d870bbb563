using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SsoOidc.ConfigFiles;
using SsoOidc.Options;
using SsoOidc.Shapes;

namespace SsoOidc.Transport;

/// <summary>PEM files that options name. A file that cannot be used is a problem of its option, with the path.</summary>
/// <param name="option">The option.</param>
/// <param name="source">Where the option came from.</param>
/// <param name="files">The files of the machine.</param>
internal readonly struct PemFile(OptionRow option, string source, FileSystem files)
{
    /// <summary>All authorities of most systems take a quarter of a megabyte.</summary>
    private const int MaxLength = 16 * 1024 * 1024;

    /// <summary>Reads a file as text; the caller clears it, since it may hold a key.</summary>
    public char[] Read(string path)
    {
        byte[]? content = files.TryRead(path, MaxLength, out var problem);
        if (content is null)
        {
            throw Refuse(path, problem switch
            {
                FileProblem.DoesNotExist => "does not exist, or is a directory",
                FileProblem.TooLong => $"is longer than {MaxLength / 1024 / 1024} MiB",
                _ => "cannot be read",
            });
        }

        // PEM is ASCII; what stands around it is of no interest.
        char[] text = Encoding.Latin1.GetChars(content);
        if (content.AsSpan().StartsWith(Encoding.UTF8.Preamble))
        {
            // An editor's mark in front of the first line would hide it.
            text.AsSpan(0, Encoding.UTF8.Preamble.Length).Fill(' ');
        }

        CryptographicOperations.ZeroMemory(content);
        return text;
    }

    /// <summary>Adds a file's certificates; returns whether there are any.</summary>
    public bool AddCertificates(string path, X509Certificate2Collection certificates)
    {
        char[] text = Read(path);
        int before = certificates.Count;
        try
        {
            certificates.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            throw Refuse(path, "has a certificate that cannot be read");
        }
        finally
        {
            text.AsSpan().Clear();
        }

        return certificates.Count > before;
    }

    public ClientConfigurationException Refuse(string path, string what) =>
        new(new ConfigurationProblem(option.Name, source, $"the file {Text.ForDisplay(path)} {what}."));
}
