using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SsoOidc.Tests.Support;

/// <summary>An authority of a test's own, and the certificates it issues.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string ClientUsage = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2 _root;

    public TestAuthority(string name = "CN=Test Authority")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        _root = request.CreateSelfSigned(Now.AddYears(-5), Now.AddYears(5));
    }

    public string Pem => _root.ExportCertificatePem();

    public X509Certificate2Collection Store => [X509CertificateLoader.LoadCertificate(_root.RawData)];

#pragma warning disable RS0030 // certificates are of the real day: the framework checks them against it
    private static DateTimeOffset Now => DateTimeOffset.UtcNow;
#pragma warning restore RS0030

    /// <summary>A server's certificate with its key.</summary>
    public X509Certificate2 IssueServer(string host = "localhost", int expiresInDays = 30, string usage = "1.3.6.1.5.5.7.3.1")
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (host == "localhost")
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        return Issue($"CN={host}", usage, expiresInDays, names.Build());
    }

    /// <summary>A client's certificate with its key.</summary>
    public X509Certificate2 IssueClient() => Issue("CN=client", ClientUsage, 30, null);

    /// <summary>A certificate for the request's key, issued by one that stands between it and the authority.</summary>
    public X509Certificate2 IssueThrough(CertificateRequest request, out string between)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issuer = new CertificateRequest("CN=between", key, HashAlgorithmName.SHA256);
        issuer.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        issuer.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var issued = issuer.Create(_root, Now.AddDays(-60), Now.AddDays(60), RandomNumberGenerator.GetBytes(8));
        between = issued.ExportCertificatePem();
        return request.Create(
            issued.SubjectName, X509SignatureGenerator.CreateForECDsa(key), Now.AddDays(-30), Now.AddDays(30), RandomNumberGenerator.GetBytes(8));
    }

    public void Dispose() => _root.Dispose();

    private X509Certificate2 Issue(string subject, string usage, int expiresInDays, X509Extension? names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (names is not null)
        {
            request.CertificateExtensions.Add(names);
        }

        using var certificate = request.Create(_root, Now.AddDays(-60), Now.AddDays(expiresInDays), RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }
}

/// <summary>What a TLS server of a test asks and shows.</summary>
internal static class TestTls
{
    public static SslServerAuthenticationOptions Server(X509Certificate2 certificate, X509Certificate2? wantedClient = null) => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true),
        ClientCertificateRequired = wantedClient is not null,
        RemoteCertificateValidationCallback = (_, shown, _, _) =>
            wantedClient is null || (shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(wantedClient.RawData)),
    };
}
