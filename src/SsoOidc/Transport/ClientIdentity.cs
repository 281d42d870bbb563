using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SsoOidc.ConfigFiles;
using SsoOidc.Options;

namespace SsoOidc.Transport;

/// <summary>The certificate that the client shows, with its key and what lies between it and its authority.</summary>
internal static class ClientIdentity
{
    /// <summary>Makes it from objects or files; null where no option names one.</summary>
    public static SslStreamCertificateContext? Find(ResolvedOptions values, FileSystem files)
    {
        if ((X509Certificate2?)values[HttpRows.ClientCertificate].Value is { } certificate)
        {
            var key = (AsymmetricAlgorithm?)values[HttpRows.ClientKey].Value;
            return Create(key is null ? certificate : ClientCertificateCheck.Combine(certificate, key), null);
        }

        return values[HttpRows.ClientCertificateFile] is (string path, var source) ? Load(path, source, values[HttpRows.ClientKeyFile], files) : null;
    }

    private static SslStreamCertificateContext Load(string path, string source, ResolvedValue keyFile, FileSystem files)
    {
        var certificates = new X509Certificate2Collection();
        var file = new PemFile(HttpRows.ClientCertificateFile, source, files);
        if (!file.AddCertificates(path, certificates))
        {
            throw file.Refuse(path, "has no PEM certificate in it");
        }

        // The first is the client's own, the others lead to its authority.
        var own = certificates[0];
        certificates.RemoveAt(0);
        string keyPath = keyFile.Value as string ?? path;
        var keyOf = keyFile.Value is null ? file : new PemFile(HttpRows.ClientKeyFile, keyFile.Source, files);
        return Create(AddKey(own, keyPath, keyOf), certificates);
    }

    private static X509Certificate2 AddKey(X509Certificate2 certificate, string path, PemFile file)
    {
        char[] text = file.Read(path);
        try
        {
            return X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), text);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            string what = text.AsSpan().Contains("ENCRYPTED", StringComparison.Ordinal)
                ? "has an encrypted key; give it without a password, or give Http.ClientCertificate in code"
                : text.AsSpan().Contains("PRIVATE KEY", StringComparison.Ordinal)
                    ? "has a key that cannot be read, or that is not the certificate's"
                    : "has no PEM private key in it";
            throw file.Refuse(path, what);
        }
        finally
        {
            text.AsSpan().Clear();
        }
    }

    // Offline: what lies between is given, or the server has it; nothing is fetched.
    private static SslStreamCertificateContext Create(X509Certificate2 certificate, X509Certificate2Collection? between) =>
        SslStreamCertificateContext.Create(WithUsableKey(certificate), between, offline: true);

    // Windows does not use keys that are in memory only.
    private static X509Certificate2 WithUsableKey(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        try
        {
            byte[] exported = certificate.Export(X509ContentType.Pkcs12);
#if NET9_0_OR_GREATER
            return X509CertificateLoader.LoadPkcs12(exported, null);
#else
            return new X509Certificate2(exported);
#endif
        }
        catch (CryptographicException)
        {
            // A key that cannot be exported is in a store of the system already.
            return certificate;
        }
    }
}
