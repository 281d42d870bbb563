using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SsoOidc.Options;

/// <summary>Whether the options name a client certificate with its key, once.</summary>
internal static class ClientCertificateCheck
{
    public static void Check(OptionResolver resolver)
    {
        var (certificate, certificateSource) = resolver.Resolve(HttpRows.ClientCertificate);
        var (key, keySource) = resolver.Resolve(HttpRows.ClientKey);
        var (file, fileSource) = resolver.Resolve(HttpRows.ClientCertificateFile);
        var (keyFile, keyFileSource) = resolver.Resolve(HttpRows.ClientKeyFile);
        if (certificate is not null && file is not null)
        {
            resolver.Problems.Add(new(HttpRows.ClientCertificateFile.Name, fileSource, "Http.ClientCertificate is given too; give one of them."));
        }

        if (keyFile is not null && file is null)
        {
            resolver.Problems.Add(new(HttpRows.ClientKeyFile.Name, keyFileSource, "a key needs its certificate; give Http.ClientCertificateFile too."));
        }

        if (key is not null && certificate is null)
        {
            resolver.Problems.Add(new(HttpRows.ClientKey.Name, keySource, "a key needs its certificate; give Http.ClientCertificate too."));
        }
        else if (certificate is not null)
        {
            CheckKey(resolver, certificate, certificateSource, key, keySource);
        }
    }

    /// <summary>The certificate with the key, whatever key it had.</summary>
    /// <exception cref="ArgumentException">The key is another certificate's.</exception>
    public static X509Certificate2 Combine(X509Certificate2 certificate, object key)
    {
#if NET9_0_OR_GREATER
        using var bare = X509CertificateLoader.LoadCertificate(certificate.RawData);
#else
        using var bare = new X509Certificate2(certificate.RawData);
#endif
        return key switch
        {
            RSA rsa => bare.CopyWithPrivateKey(rsa),
            ECDsa ecdsa => bare.CopyWithPrivateKey(ecdsa),
            _ => throw new ArgumentException("Neither RSA nor ECDsa.", nameof(key)),
        };
    }

    private static void CheckKey(OptionResolver resolver, object given, string source, object? key, string keySource)
    {
        var certificate = (X509Certificate2)given;
        if (key is null)
        {
            if (!certificate.HasPrivateKey)
            {
                resolver.Problems.Add(new(
                    HttpRows.ClientCertificate.Name, source, "the certificate has no private key; give one that has, or Http.ClientKey."));
            }

            return;
        }

        try
        {
            Combine(certificate, key).Dispose();
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or InvalidOperationException or NotSupportedException)
        {
            // The exception is not repeated: it speaks of the key.
            resolver.Problems.Add(new(HttpRows.ClientKey.Name, keySource, "the key is not the certificate's, or is disposed or has no private part."));
        }
    }
}
