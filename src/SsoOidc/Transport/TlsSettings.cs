using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SsoOidc.ConfigFiles;
using SsoOidc.Options;

namespace SsoOidc.Transport;

/// <summary>Whom the client trusts, and what it shows.</summary>
internal sealed class TlsSettings(ResolvedOptions values, FileSystem files)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Whether anything must be read, or a chain built, before the first handshake; not something for a constructor.</summary>
    public bool NeedsPreparation { get; } = ((bool)values[HttpRows.VerifyPeer].Value!
            && (values[HttpRows.CaBundle].Value is not null || values[HttpRows.CaDirectory].Value is not null))
        || values[HttpRows.ClientCertificate].Value is not null
        || values[HttpRows.ClientCertificateFile].Value is not null;

    /// <summary>Makes the options of the handshake.</summary>
    /// <exception cref="ClientConfigurationException">A file is not there, or has not what it should have.</exception>
    public SslClientAuthenticationOptions Prepare()
    {
        var options = new SslClientAuthenticationOptions { ClientCertificateContext = ClientIdentity.Find(values, files) };
        if (!(bool)values[HttpRows.VerifyPeer].Value!)
        {
#pragma warning disable CA5359 // what the option says
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (TrustedAuthorities.Find(values, files) is { } authorities)
        {
            options.CertificateChainPolicy = CreatePolicy(authorities);
        }

        return options;
    }

    // Each handshake works on a copy of it.
    private static X509ChainPolicy CreatePolicy(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationTimeIgnored = true,

            // A server must not be able to make the client fetch something from somewhere.
            DisableCertificateDownloads = true,
        };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
